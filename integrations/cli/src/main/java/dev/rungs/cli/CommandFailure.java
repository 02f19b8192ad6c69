package dev.rungs.cli;

/** A command cannot be done, for a reason that is not the runtime's. The message says it all. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
