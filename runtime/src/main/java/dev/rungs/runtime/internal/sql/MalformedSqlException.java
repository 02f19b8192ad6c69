package dev.rungs.runtime.internal.sql;

/** A statement is not what SQLite would accept. */
public final class MalformedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSqlException(String message) {
    super(message, null, false, false);
  }
}
