package dev.rungs.replicated.internal;

import java.util.List;

/**
 * A served database as of one moment, as far as plans need it.
 *
 * @param version the version it has, 0 if it has none
 * @param applicationId {@code PRAGMA application_id}, or 0
 * @param signature differs after any change of the schema; compared by the server itself
 * @param schema the rows of {@code sqlite_schema}
 * @param history the rows of {@code rungs_history}, each value in the order of its columns
 */
record State(
    int version,
    int applicationId,
    String signature,
    List<Entry> schema,
    List<List<Object>> history) {
  /**
   * One row of {@code sqlite_schema}.
   *
   * @param type table, index, view or trigger
   * @param name its name
   * @param table the table it is of
   * @param sql null for what SQLite made itself
   */
  record Entry(String type, String name, String table, String sql) {}

  /** Tells whether nothing that a plan depends on has changed. */
  boolean sameAs(State other) {
    return version == other.version && signature.equals(other.signature);
  }

  boolean has(String type, String name) {
    return schema.stream()
        .anyMatch(entry -> entry.type().equals(type) && entry.name().equalsIgnoreCase(name));
  }

  /** Tells whether history has this row: the version and when it came. */
  boolean hasRow(int ofVersion, String appliedAt) {
    for (List<Object> row : history) {
      if (row.get(0) instanceof Long number && number == ofVersion) {
        return appliedAt.equals(row.get(4));
      }
    }
    return false;
  }

  /** Tells whether content was wiped and is not marked as there again. */
  boolean awaitsContent() {
    return history.stream().anyMatch(row -> "rebuilt".equals(row.get(2)) && row.get(11) == null);
  }
}
