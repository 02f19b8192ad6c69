package dev.rungs.replicated;

import dev.rungs.runtime.MigrationException;

/**
 * A request was sent, its answer did not come, and the server could not be read afterwards: the
 * migration may have been applied, or not. It is done whole or not at all, and to run it again is
 * safe.
 */
public final class OutcomeUnknownException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param problem what is known
   * @param advice what to do next
   * @param storedVersion the version the database had before
   * @param currentVersion the version of the registry
   * @param cause what broke
   */
  public OutcomeUnknownException(
      String problem, String advice, int storedVersion, int currentVersion, Throwable cause) {
    super(problem, advice, storedVersion, currentVersion, cause);
  }
}
