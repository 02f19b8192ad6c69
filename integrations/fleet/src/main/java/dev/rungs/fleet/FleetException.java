package dev.rungs.fleet;

/**
 * A run of a fleet could not be started or had to be given up, for a reason that concerns more than
 * one file: its journal cannot be used, for example. The failure of a single file is part of the
 * report instead.
 */
public final class FleetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do next
   * @param cause what was thrown, or null
   */
  public FleetException(String message, Throwable cause) {
    super(message, cause);
  }
}
