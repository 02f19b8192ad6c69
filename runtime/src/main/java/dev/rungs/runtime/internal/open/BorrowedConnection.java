package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * A connection that the caller passed, for as long as it is used here: in autocommit mode, and by
 * one thread.
 */
public final class BorrowedConnection implements AutoCloseable {
  /** Those in use, so that a second thread does not take the first one's settings for its own. */
  private static final Set<SQLiteConnection> IN_USE = ConcurrentHashMap.newKeySet();

  private final Connection passed;
  private final SQLiteConnection driver;
  private final boolean switched;

  private BorrowedConnection(Connection passed, SQLiteConnection driver, boolean switched) {
    this.passed = passed;
    this.driver = driver;
    this.switched = switched;
  }

  /** Takes a connection; refuses one that is not fit for a migration. */
  public static BorrowedConnection take(Connection passed, int currentVersion) {
    SQLiteConnection driver = unwrap(passed, currentVersion);
    ErrorContext about = new ErrorContext(null, 0, currentVersion);
    if (!IN_USE.add(driver)) {
      throw Failures.general(
          about,
          "The connection is being migrated by another call.",
          "Give each thread a connection of its own, or wait for the other call.",
          null);
    }
    try {
      boolean switched = false;
      if (!passed.getAutoCommit()) {
        if (hasTransaction(driver)) {
          throw inTransaction(driver, currentVersion);
        }
        // Commits the transaction that the driver began, in which nothing was done.
        passed.setAutoCommit(true);
        switched = true;
      }
      return new BorrowedConnection(passed, driver, switched);
    } catch (SQLException e) {
      IN_USE.remove(driver);
      throw Failures.of(e, about);
    } catch (RuntimeException e) {
      IN_USE.remove(driver);
      throw e;
    }
  }

  /** Returns the driver's connection. */
  public SQLiteConnection driver() {
    return driver;
  }

  @Override
  public void close() throws SQLException {
    IN_USE.remove(driver);
    if (switched && !driver.isClosed()) {
      passed.setAutoCommit(false);
    }
  }

  /**
   * Refuses a connection that has something to commit; one that has only read has not. A driver
   * that is told to begin with IMMEDIATE or EXCLUSIVE takes the lock as soon as autocommit is off,
   * and then nothing tells the two apart.
   */
  public static void requireNothingWritten(
      Connection passed, int currentVersion, int busyTimeoutMillis) throws SQLException {
    SQLiteConnection driver = unwrap(passed, currentVersion);
    if (beginsDeferred(driver)
        && hasTransaction(driver)
        && !isFree(HardenedConnection.mainFile(driver), busyTimeoutMillis)) {
      throw inTransaction(driver, currentVersion);
    }
  }

  private static boolean beginsDeferred(SQLiteConnection driver) {
    return driver.getConnectionConfig().getTransactionMode()
        == SQLiteConfig.TransactionMode.DEFERRED;
  }

  /** Tells whether nobody holds the write lock, or lets it go in time. */
  private static boolean isFree(Path file, int busyTimeoutMillis) throws SQLException {
    if (file == null) {
      return false;
    }
    try (Connection other = DatabaseAddress.open(file, OpenMode.WRITE)) {
      Sql.run(other, "PRAGMA busy_timeout = " + busyTimeoutMillis);
      Sql.run(other, "BEGIN IMMEDIATE");
      Sql.run(other, "ROLLBACK");
      return true;
    } catch (SQLException e) {
      if (Failures.isBusy(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Tells whether anything was done since autocommit was switched off. The driver begins a
   * transaction at once, so SQLite is always in one; but it refuses a checkpoint only if that
   * transaction has read or written. The mode {@code NOOP} checkpoints nothing (<a
   * href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">pragma.html</a>).
   */
  private static boolean hasTransaction(SQLiteConnection driver) throws SQLException {
    try {
      Sql.number(driver, "PRAGMA main.wal_checkpoint(NOOP)");
      return false;
    } catch (SQLException e) {
      if (Failures.primary(e) == SQLiteErrorCode.SQLITE_LOCKED) {
        return true;
      }
      throw e;
    }
  }

  private static SQLiteConnection unwrap(Connection connection, int currentVersion) {
    try {
      if (connection.isClosed()) {
        throw refuse("is closed.", "Pass an open one.", currentVersion, null);
      }
      return connection instanceof SQLiteConnection direct
          ? direct
          : connection.unwrap(SQLiteConnection.class);
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

  /**
   * Refuses a connection with attached databases: SQLite looks for a name that the main database
   * lacks in them, so a migration could change another file.
   */
  public static void requireNothingAttached(SQLiteConnection connection, ErrorContext about)
      throws SQLException {
    List<String> attached = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA database_list")) {
      while (rows.next()) {
        String name = rows.getString(2);
        if (!name.equals("main") && !name.equals("temp")) {
          attached.add(name + " (" + rows.getString(3) + ")");
        }
      }
    }
    if (!attached.isEmpty()) {
      throw Failures.general(
          about,
          "The connection to "
              + about.name()
              + " has other databases attached, which a migration could change: "
              + String.join(", ", attached)
              + ".",
          "Migrate before attaching them, or on a connection of its own.",
          null);
    }
  }

  /** Refuses a connection that has a transaction open. */
  public static MigrationException inTransaction(ErrorContext about, Throwable cause) {
    return Failures.general(
        about,
        "The connection to "
            + about.name()
            + " has a transaction open. Rungs begins and ends its own.",
        "Commit or roll back first.",
        cause);
  }

  private static MigrationException inTransaction(SQLiteConnection driver, int currentVersion)
      throws SQLException {
    ErrorContext about = new ErrorContext(HardenedConnection.mainFile(driver), 0, currentVersion);
    return beginsDeferred(driver)
        ? inTransaction(about, null)
        : Failures.general(
            about,
            "The connection to "
                + about.name()
                + " has a transaction open. Its transaction_mode is "
                + driver.getConnectionConfig().getTransactionMode()
                + ", so the driver begins one as soon as autocommit is off.",
            "Commit, and call setAutoCommit(true) before migrating.",
            null);
  }

  private static MigrationException refuse(
      String why, String advice, int currentVersion, Throwable cause) {
    return Failures.general(
        new ErrorContext(null, 0, currentVersion), "The connection " + why, advice, cause);
  }
}
