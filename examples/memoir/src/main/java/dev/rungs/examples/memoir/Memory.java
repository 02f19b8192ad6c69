package dev.rungs.examples.memoir;

import java.time.Instant;

/**
 * One thing remembered.
 *
 * @param pid its public name
 * @param body what is remembered
 * @param createdAt since when, to the millisecond
 */
record Memory(String pid, String body, Instant createdAt) {}
