package dev.rungs.processor.query;

import java.util.List;

/**
 * SQL with the placeholders of a library written as SQLite's own.
 *
 * @param text for SQLite
 * @param origins for each offset in it, and its end, the offset in the SQL as written
 * @param placeholders in order
 */
public record PlainSql(String text, int[] origins, List<Placeholder> placeholders) {
  /** Copies what can change. */
  public PlainSql {
    origins = origins.clone();
    placeholders = List.copyOf(placeholders);
  }

  /**
   * Finds a place in the SQL as written.
   *
   * @param offset in the text for SQLite
   * @return the same place
   */
  public int origin(int offset) {
    return origins[Math.max(0, Math.min(offset, origins.length - 1))];
  }
}
