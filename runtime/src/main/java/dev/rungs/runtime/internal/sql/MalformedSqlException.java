package dev.rungs.runtime.internal.sql;

/** The text of a schema object is not what SQLite would have stored. */
final class MalformedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSqlException(String message) {
    super(message, null, false, false);
  }
}
