package dev.rungs.processor.model;

import java.util.List;

/**
 * The release that is running: what a lock file says of it.
 *
 * @param version the newest version it knows
 * @param queries its SQL
 */
public record Release(int version, List<Lock.Query> queries) {
  /** Copies the list. */
  public Release {
    queries = List.copyOf(queries);
  }
}
