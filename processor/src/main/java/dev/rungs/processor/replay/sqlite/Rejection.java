package dev.rungs.processor.replay.sqlite;

import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;

/**
 * A statement that SQLite refused.
 *
 * @param index its place in the script, from 1
 * @param statement the statement
 * @param cause what the driver threw
 */
public record Rejection(int index, SqlStatement statement, SQLException cause) {
  private static final int CONSTRAINT = 19; // SQLITE_CONSTRAINT, the primary code

  /** Whether a row broke a rule, so that no token of the statement is at fault. */
  public boolean isConstraint() {
    return cause.getErrorCode() == CONSTRAINT;
  }

  /** Whether the statement is sound, but took more time than a script has. */
  public boolean isOutOfTime() {
    return TimeLimit.isOutOfTime(cause);
  }

  /** Whether the statement is sound, but took more memory than a script has. */
  public boolean isOutOfMemory() {
    return TimeLimit.isOutOfMemory(cause);
  }

  public String message() {
    return SqliteMessage.of(cause);
  }
}
