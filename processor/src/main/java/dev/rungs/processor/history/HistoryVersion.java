package dev.rungs.processor.history;

import java.util.Optional;

/**
 * A version of a history.
 *
 * @param label what the tool calls the version, as in {@code 20240131120000}
 * @param up the script; empty if the migration is code, which is not run
 * @param down the script that undoes it
 */
public record HistoryVersion(
    String label, Optional<HistoryScript> up, Optional<HistoryScript> down) {}
