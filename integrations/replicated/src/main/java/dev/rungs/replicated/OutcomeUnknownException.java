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
   * Makes an exception.
   *
   * @param message what is known and what to do next
   * @param storedVersion the version the database had before
   * @param currentVersion the version of the registry
   * @param cause what broke
   */
  public OutcomeUnknownException(
      String message, int storedVersion, int currentVersion, Throwable cause) {
    super(message, null, storedVersion, currentVersion, cause);
  }
}
