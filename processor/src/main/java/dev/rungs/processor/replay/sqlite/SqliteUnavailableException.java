package dev.rungs.processor.replay.sqlite;

/** SQLite could not be loaded into the compiler; the message says why. */
public final class SqliteUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  SqliteUnavailableException(String message) {
    super(message);
  }

  SqliteUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
