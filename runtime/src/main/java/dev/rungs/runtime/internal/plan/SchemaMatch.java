package dev.rungs.runtime.internal.plan;

import java.util.List;

/**
 * How a file's schema compares with the versions of a registry.
 *
 * @param sameAs the versions that have this schema
 * @param reference the version that differences are counted from: the stored one, or the nearest; 0
 *     where none is known
 * @param differences in words; empty if there are none or nothing is known
 */
public record SchemaMatch(List<Integer> sameAs, int reference, List<String> differences) {
  /** Not looked at, or not knowable. */
  public static final SchemaMatch UNKNOWN = new SchemaMatch(List.of(), 0, List.of());

  /** Copies the lists. */
  public SchemaMatch {
    sameAs = List.copyOf(sameAs);
    differences = List.copyOf(differences);
  }
}
