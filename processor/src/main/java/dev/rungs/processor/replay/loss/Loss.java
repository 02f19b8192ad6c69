package dev.rungs.processor.replay.loss;

/**
 * Stored values that are nowhere any more.
 *
 * @param table where they were
 * @param column in which column; empty for whole rows among equal ones
 * @param into the column that they were put into instead; empty if they are gone
 */
public record Loss(String table, String column, String into) {
  Loss(String table, String column) {
    this(table, column, "");
  }
}
