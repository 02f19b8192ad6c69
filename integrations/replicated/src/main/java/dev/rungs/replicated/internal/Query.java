package dev.rungs.replicated.internal;

/**
 * A query.
 *
 * @param columns how many columns its rows have
 * @param sql a SELECT
 */
record Query(int columns, String sql) {
  /** A query for one value. */
  static Query one(String expression) {
    return new Query(1, "SELECT " + expression);
  }
}
