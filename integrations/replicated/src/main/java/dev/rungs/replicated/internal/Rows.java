package dev.rungs.replicated.internal;

import java.util.List;

/**
 * What one query gave.
 *
 * @param rows the values of each row in the order of the query's columns: null, {@link Long},
 *     {@link Double} or {@link String}
 */
record Rows(List<List<Object>> rows) {
  /** Returns the value of a query that gives one. */
  Object value() {
    return rows.isEmpty() ? null : rows.get(0).get(0);
  }

  /** Returns the value of a query that gives one number. */
  long number() {
    return value() instanceof Number number ? number.longValue() : 0;
  }
}
