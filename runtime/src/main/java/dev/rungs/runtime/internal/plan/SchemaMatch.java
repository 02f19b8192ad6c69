package dev.rungs.runtime.internal.plan;

import java.util.List;

/**
 * How a file's schema compares with the versions of a registry.
 *
 * @param sameAs the versions that have this schema
 * @param reference the version that differences are counted from: the stored one, or the nearest; 0
 *     if none is known
 * @param differences in words; empty if there are none or nothing is known
 * @param orders one phrase for each table whose columns stand in another order, if a pending script
 *     depends on it
 */
public record SchemaMatch(
    List<Integer> sameAs, int reference, List<String> differences, List<String> orders) {
  /** Not looked at, or not knowable. */
  public static final SchemaMatch UNKNOWN = new SchemaMatch(List.of(), 0, List.of());

  /** Copies the lists. */
  public SchemaMatch {
    sameAs = List.copyOf(sameAs);
    differences = List.copyOf(differences);
    orders = List.copyOf(orders);
  }

  /** A match in which the order of columns makes no difference. */
  public SchemaMatch(List<Integer> sameAs, int reference, List<String> differences) {
    this(sameAs, reference, differences, List.of());
  }

  /** The same, with columns in another order. */
  public SchemaMatch withOrders(List<String> phrases) {
    return new SchemaMatch(sameAs, reference, differences, phrases);
  }
}
