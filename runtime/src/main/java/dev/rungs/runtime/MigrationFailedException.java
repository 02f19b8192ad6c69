package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.Optional;

/**
 * A migration failed. It was rolled back and not stamped; the next open tries again.
 *
 * <p>Also thrown if a migration cannot be run, because its script does what the compiler refuses as
 * {@code SqlNotAllowed}. A hand-written registry may have such a script; then nothing is run at
 * all, and a plan says so.
 */
public final class MigrationFailedException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int version;

  private final String name;

  private final String statement;

  private final int line;

  MigrationFailedException(
      ErrorDetails details, int version, String name, String statement, int line) {
    super(details);
    this.version = version;
    this.name = name;
    this.statement = statement;
    this.line = line;
  }

  /**
   * Returns the version of the migration that failed.
   *
   * @return 1 or more
   */
  public int version() {
    return version;
  }

  /**
   * Returns the name of the migration that failed.
   *
   * @return for example {@code create_notes}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the SQL statement that failed.
   *
   * @return empty if it was the step, or the migration as a whole
   */
  public Optional<String> statement() {
    return Optional.ofNullable(statement);
  }

  /**
   * Returns the line of the script on which the failed statement begins.
   *
   * @return counted from 1; 0 if it was not a statement
   */
  public int line() {
    return line;
  }
}
