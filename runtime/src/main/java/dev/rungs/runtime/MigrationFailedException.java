package dev.rungs.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A migration failed. It was rolled back and not stamped; the next open tries again.
 *
 * <p>Also a migration that cannot be run, because its script does what the compiler refuses as
 * {@code SqlNotAllowed}. A registry written by hand may have such a script; then nothing is run at
 * all, and a plan says so.
 */
public final class MigrationFailedException extends MigrationException {
  private static final long serialVersionUID = 1L;

  private final int version;

  private final String name;

  private final String statement;

  private final int line;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do next
   * @param file the database file, or null where there is none
   * @param storedVersion the version the file has after it
   * @param currentVersion the version of the registry
   * @param version the version of the migration that failed
   * @param name its name
   * @param statement the SQL statement that failed, or null where it was not one
   * @param line the line of that statement in its script, counted from 1, or 0
   * @param cause what SQLite or the step threw, or null
   */
  public MigrationFailedException(
      String message,
      Path file,
      int storedVersion,
      int currentVersion,
      int version,
      String name,
      String statement,
      int line,
      Throwable cause) {
    super(message, file, storedVersion, currentVersion, cause);
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
   * @return empty where it was the step, or the migration as a whole
   */
  public Optional<String> statement() {
    return Optional.ofNullable(statement);
  }

  /**
   * Returns where in the script the statement that failed begins.
   *
   * @return a line, counted from 1; 0 where no statement failed
   */
  public int line() {
    return line;
  }
}
