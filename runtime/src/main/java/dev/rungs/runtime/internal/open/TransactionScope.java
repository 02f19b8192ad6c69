package dev.rungs.runtime.internal.open;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Begins and ends transactions on one connection by hand, in the driver's autocommit mode: those of
 * the driver begin late and do not wait for the lock. Not safe for several threads at once.
 */
public final class TransactionScope {
  private final Connection connection;
  private final String begin;
  private int depth;

  /** Why SQLite rolled the whole transaction back while an outer level was still running. */
  private Throwable lost;

  /**
   * Makes a scope with nothing begun.
   *
   * @param connection in autocommit mode
   * @param readOnly whether the write lock is not to be taken
   */
  public TransactionScope(Connection connection, boolean readOnly) {
    this.connection = connection;
    this.begin = readOnly ? "BEGIN" : "BEGIN IMMEDIATE";
  }

  /**
   * Tells whether a transaction is running.
   *
   * @return true between the outermost {@link #begin} and its end
   */
  public boolean active() {
    return depth > 0;
  }

  /**
   * Begins a transaction, or a savepoint in the running one.
   *
   * @throws SQLException if the lock is not available
   */
  public void begin() throws SQLException {
    if (depth == 0) {
      if (!connection.getAutoCommit()) {
        throw new SQLException(
            "The connection is not in autocommit mode, in which transactions are begun here."
                + " Call setAutoCommit(true) after work of your own.");
      }
      lost = null;
      execute(begin);
    } else {
      execute("SAVEPOINT ".concat(name(depth + 1)));
    }
    depth++;
  }

  /**
   * Commits the level begun last.
   *
   * @throws SQLException if it could not be committed; {@link #rollBack} is still to be called
   */
  public void commit() throws SQLException {
    if (lost != null) {
      throw new SQLException(
          "SQLite had rolled the whole transaction back when a nested one failed. Nothing of it"
              + " was kept; let the failure of nested work end the outer work too.",
          lost);
    }
    try {
      execute(depth == 1 ? "COMMIT" : "RELEASE ".concat(name(depth)));
    } catch (SQLException e) {
      if (isOver(e)) {
        throw new SQLException(
            "The transaction was over before its work returned: the work ended it, or SQLite did"
                + " after an error that the work caught. Leave COMMIT and ROLLBACK to"
                + " transaction(), and let errors through.",
            e);
      }
      throw e;
    }
    depth--;
  }

  /**
   * Rolls the level begun last back. Does not throw.
   *
   * @param cause why; what goes wrong meanwhile is added to it
   */
  public void rollBack(Throwable cause) {
    int level = depth--;
    try {
      if (level == 1) {
        execute("ROLLBACK");
      } else {
        execute("ROLLBACK TO ".concat(name(level)));
        execute("RELEASE ".concat(name(level)));
      }
    } catch (SQLException e) {
      if (level > 1) {
        loseTransaction(cause);
      } else if (!isOver(e)) {
        cause.addSuppressed(e);
      }
    }
  }

  /** An error such as a full disk ends the whole transaction, savepoints and all. */
  private void loseTransaction(Throwable cause) {
    if (lost != null) {
      return;
    }
    lost = cause;
    try {
      // What the outer work goes on to write must not commit by itself: it goes down with this.
      execute(begin);
    } catch (SQLException e) {
      if (e != cause) {
        cause.addSuppressed(e);
      }
    }
  }

  private static String name(int level) {
    return "rungs_" + level;
  }

  private static boolean isOver(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("no transaction is active") || message.contains("no such savepoint");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
