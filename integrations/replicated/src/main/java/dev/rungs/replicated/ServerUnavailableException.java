package dev.rungs.replicated;

import dev.rungs.runtime.MigrationException;

/** The server cannot be reached, does not answer, or does not let us in. Nothing was changed. */
public final class ServerUnavailableException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do next
   * @param currentVersion the version of the registry
   * @param cause what broke
   */
  public ServerUnavailableException(String message, int currentVersion, Throwable cause) {
    super(message, null, 0, currentVersion, cause);
  }
}
