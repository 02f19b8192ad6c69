package dev.rungs.benchmarks.workload;

/**
 * One migration of a workload, as every contender gets it.
 *
 * @param version from 1, without gaps
 * @param name in snake case
 * @param sql one or more statements
 * @param rebuild whether a store below this version is wiped and rebuilt
 */
public record Script(int version, String name, String sql, boolean rebuild) {
  /** Longest constant that a class file holds, with room for what three-byte characters need. */
  private static final int LONGEST_CONSTANT = 20_000;

  /**
   * Names the script as Flyway wants it.
   *
   * @return for example {@code V12__add_tags.sql}
   */
  public String fileName() {
    return "V" + version + "__" + name + ".sql";
  }

  /**
   * Tells whether the script can stand in an annotation.
   *
   * @return false if only a file can hold it
   */
  public boolean inline() {
    return sql.length() <= LONGEST_CONSTANT;
  }
}
