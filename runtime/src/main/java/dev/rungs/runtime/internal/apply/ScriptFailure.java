package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.sql.SqlStatement;

/** A statement of a script failed, or did what it may not. */
final class ScriptFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SqlStatement statement;

  ScriptFailure(String message, SqlStatement statement, Throwable cause) {
    super(message, cause);
    this.statement = statement;
  }

  /** Returns the statement; null if it was not one, but the whole. */
  SqlStatement statement() {
    return statement;
  }
}
