package dev.rungs.replicated;

import dev.rungs.runtime.MigrationException;

/** The server cannot be reached, does not answer, or refuses access. Nothing was changed. */
public final class ServerUnavailableException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param problem what is wrong
   * @param advice what to do next
   * @param currentVersion the version of the registry
   * @param cause what broke
   */
  public ServerUnavailableException(
      String problem, String advice, int currentVersion, Throwable cause) {
    super(problem, advice, 0, currentVersion, cause);
  }
}
