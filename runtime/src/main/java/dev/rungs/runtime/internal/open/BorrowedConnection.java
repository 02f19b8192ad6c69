package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** Checks a connection that the caller passed. */
public final class BorrowedConnection {
  private BorrowedConnection() {}

  /** Returns the driver's connection behind it; refuses one that is not fit for a migration. */
  public static SQLiteConnection unwrap(Connection connection, int currentVersion) {
    try {
      if (connection.isClosed()) {
        throw refuse("is closed.", "Pass an open one.", currentVersion, null);
      }
      if (!connection.getAutoCommit()) {
        throw refuse(
            "is not in autocommit mode. Rungs begins and ends its own transactions.",
            "Call setAutoCommit(true) first.",
            currentVersion,
            null);
      }
      if (connection instanceof SQLiteConnection direct) {
        return direct;
      }
      return connection.unwrap(SQLiteConnection.class);
    } catch (SQLException | ClassCastException e) {
      throw refuse(
          "is not one of sqlite-jdbc. It is a "
              + connection.getClass().getName()
              + " and does not unwrap to org.sqlite.SQLiteConnection.",
          "Pass one that does.",
          currentVersion,
          e);
    }
  }

  /** Refuses a connection that has a transaction open. */
  public static MigrationException inTransaction(ErrorContext about, Throwable cause) {
    return Failures.general(
        about,
        "The connection to " + about + " has a transaction open. Rungs begins and ends its own.",
        "Commit or roll back first.",
        cause);
  }

  private static MigrationException refuse(
      String why, String advice, int currentVersion, Throwable cause) {
    return Failures.general(
        new ErrorContext(null, 0, currentVersion), "The connection " + why, advice, cause);
  }
}
