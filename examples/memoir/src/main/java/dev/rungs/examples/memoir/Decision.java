package dev.rungs.examples.memoir;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the supersession log.
 *
 * @param loser the memory decided about
 * @param winner what superseded it; empty if the memory is active again
 * @param decidedAt since when, to the millisecond
 */
record Decision(String loser, Optional<String> winner, Instant decidedAt) {}
