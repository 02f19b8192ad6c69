package dev.rungs.benchmarks.workload;

/**
 * One migration of a workload, as every contender gets it.
 *
 * @param version from 1, without gaps
 * @param name in snake case
 * @param sql one or more statements
 * @param down the statements that undo it; empty if there are none
 * @param rebuild whether a store below this version is wiped and rebuilt
 * @param destructive whether it loses rows or columns, and says so
 */
public record Script(
    int version, String name, String sql, String down, boolean rebuild, boolean destructive) {
  /** Longest constant that a class file holds, with room for what three-byte characters need. */
  private static final int LONGEST_CONSTANT = 20_000;

  /**
   * A migration that keeps everything and cannot be undone.
   *
   * @param version from 1, without gaps
   * @param name in snake case
   * @param sql one or more statements
   * @param rebuild whether a store below this version is wiped and rebuilt
   */
  public Script(int version, String name, String sql, boolean rebuild) {
    this(version, name, sql, "", rebuild, false);
  }

  /**
   * Replaces the statements.
   *
   * @param other one or more statements
   * @return a migration that differs in nothing else
   */
  public Script withSql(String other) {
    return new Script(version, name, other, down, rebuild, destructive);
  }

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
