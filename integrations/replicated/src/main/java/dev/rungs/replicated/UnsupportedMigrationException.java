package dev.rungs.replicated;

import dev.rungs.runtime.MigrationException;

/**
 * A served database cannot do this in one request: a migration with a step in Java, for example.
 * Nothing was sent.
 */
public final class UnsupportedMigrationException extends MigrationException {
  private static final long serialVersionUID = 1L;

  private final int version;

  /**
   * Creates an exception.
   *
   * @param problem what is wrong
   * @param advice what to do next
   * @param storedVersion the version the database has, 0 if it was not read
   * @param currentVersion the version of the registry
   * @param version the version of the migration, or 0 if it is not about one
   */
  public UnsupportedMigrationException(
      String problem, String advice, int storedVersion, int currentVersion, int version) {
    super(problem, advice, storedVersion, currentVersion, null);
    this.version = version;
  }

  /**
   * Returns the version of the migration that cannot be run.
   *
   * @return 1 or more; 0 if it is not about one migration
   */
  public int version() {
    return version;
  }
}
