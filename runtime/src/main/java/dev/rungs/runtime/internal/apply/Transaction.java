package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Patience;
import dev.rungs.runtime.internal.open.Sql;
import java.sql.SQLException;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A write transaction that knows whether anything else ended it.
 *
 * <p>SQLite ends a transaction by itself after some errors (<a
 * href="https://www.sqlite.org/lang_transaction.html">lang_transaction.html</a>, section 3), and a
 * script or step may end it too; a statement run after that would be committed at once. So SQLite's
 * commit and rollback hooks are watched, and after an error nothing is run but {@code ROLLBACK}.
 */
final class Transaction implements SQLiteCommitListener {
  /** How long SQLite waits before we check whether the thread was interrupted. */
  private static final int SLICE_MILLIS = 200;

  /** How long we wait ourselves on a connection whose busy handler is the caller's. */
  private static final int PAUSE_MILLIS = 20;

  private final SQLiteConnection connection;
  private final boolean waitsItself;
  private final int busyTimeoutMillis;
  private boolean ending;
  private boolean lost;
  private boolean open;

  private Transaction(HardenedConnection hardened, int busyTimeoutMillis) {
    this.connection = hardened.connection();
    this.waitsItself = hardened.waitsItself();
    this.busyTimeoutMillis = busyTimeoutMillis;
  }

  /** Takes the write lock at once: a lock that is upgraded later never waits. */
  static Transaction begin(HardenedConnection hardened, int busyTimeoutMillis) throws SQLException {
    Transaction transaction = new Transaction(hardened, busyTimeoutMillis);
    transaction.patiently("BEGIN IMMEDIATE");
    transaction.open = true;
    transaction.connection.addCommitListener(transaction);
    return transaction;
  }

  /** Tells whether the transaction was ended by something other than this class. */
  boolean isLost() {
    return lost;
  }

  /** Makes the work durable. If it fails, the transaction is still to be rolled back. */
  void commit() throws SQLException {
    ending = true;
    try {
      patiently("COMMIT");
      open = false;
    } finally {
      ending = false;
      if (!open) {
        connection.removeCommitListener(this);
      }
    }
  }

  /** Undoes the work. Does nothing if there is nothing left to undo. */
  void rollback() {
    if (!open) {
      return;
    }
    open = false;
    ending = true;
    try {
      // Taking a listener from a closed connection would crash the driver's native code.
      if (!connection.isClosed()) {
        connection.removeCommitListener(this);
        // The flag alone: setAutoCommit would commit.
        connection.getConnectionConfig().setAutoCommit(true);
        Sql.run(connection, "ROLLBACK");
      }
    } catch (SQLException e) {
      // SQLite has rolled back already.
      ending = false;
    }
    recover();
  }

  /**
   * After a disk that was full, SQLite leaves the journal to the next connection that reads the
   * file. It is better done here and now.
   */
  private void recover() {
    try {
      if (!connection.isClosed()) {
        Sql.number(connection, "PRAGMA main.user_version");
      }
    } catch (SQLException e) {
      // Then the next connection that reads the file does it.
      ending = false;
    }
  }

  @Override
  public void onCommit() {
    lost |= !ending;
  }

  @Override
  public void onRollback() {
    lost |= !ending;
  }

  private void patiently(String sql) throws SQLException {
    long deadline = System.nanoTime() + busyTimeoutMillis * 1_000_000L;

    setBusyTimeout(Math.min(SLICE_MILLIS, busyTimeoutMillis));
    try {
      while (true) {
        try {
          Sql.run(connection, sql);
          return;
        } catch (SQLException e) {
          if (!Failures.isBusy(e) || System.nanoTime() - deadline >= 0) {
            throw e;
          }
          if (!waitsItself || Failures.primary(e) == SQLiteErrorCode.SQLITE_LOCKED) {
            // The caller's busy handler gave up; or, with a shared cache, SQLite asks none.
            Patience.pause(PAUSE_MILLIS);
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new SQLiteException("interrupted", SQLiteErrorCode.SQLITE_INTERRUPT);
          }
        }
      }
    } finally {
      setBusyTimeout(busyTimeoutMillis);
    }
  }

  private void setBusyTimeout(int millis) throws SQLException {
    if (!waitsItself) {
      return;
    }
    Sql.run(connection, "PRAGMA busy_timeout = " + millis);
  }
}
