package dev.rungs.runtime.internal.open;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** A hardened connection: our own, or one that was passed, whose settings are restored. */
public final class HardenedConnection implements AutoCloseable {
  private final SQLiteConnection connection;
  private final Path file;
  private final Owner owner;
  private final boolean waitsItself;
  private final ConnectionSettings settings;

  /** What is done on a connection. */
  public interface Body<T> {
    /** Does it; never returns null. */
    T run(HardenedConnection connection) throws SQLException;
  }

  private HardenedConnection(
      SQLiteConnection connection, Path file, Owner owner, int busyTimeoutMillis)
      throws SQLException {
    this.connection = connection;
    this.file = file;
    this.owner = owner;
    this.settings = ConnectionSettings.harden(connection);
    // A timeout takes the place of the caller's busy handler, which could not be restored. A
    // connection that has a timeout has no such handler; one that has none may.
    this.waitsItself = owner != Owner.CALLER || Sql.number(connection, "PRAGMA busy_timeout") > 0;
    if (waitsItself) {
      Sql.run(connection, "PRAGMA busy_timeout = " + busyTimeoutMillis);
    }
  }

  /** Whose connection it is. */
  public enum Owner {
    /** Opened here, and closed here. */
    RUNGS,
    /**
     * The one of an {@code AppDatabase}: it stays open, and no other code has set handlers on it.
     */
    DATABASE,
    /** Passed by the caller, who may have set handlers on it. */
    CALLER
  }

  /** Opens a file, or a database in memory. */
  public static HardenedConnection open(Path file, OpenMode mode, int busyTimeoutMillis)
      throws SQLException {
    boolean inMemory = isInMemory(file);
    Connection connection =
        inMemory ? DatabaseAddress.openInMemory() : DatabaseAddress.open(file, mode);
    try {
      HardenedConnection opened =
          new HardenedConnection(
              (SQLiteConnection) connection,
              inMemory ? null : file,
              Owner.RUNGS,
              busyTimeoutMillis);
      if (mode == OpenMode.READ) {
        Sql.run(connection, "PRAGMA query_only = 1");
      }
      return opened;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a file that is to become another.
   *
   * @param draft the file that is opened
   * @param file what it is called in messages
   */
  public static HardenedConnection openDraft(Path draft, Path file, int busyTimeoutMillis)
      throws SQLException {
    Connection connection = DatabaseAddress.open(draft, OpenMode.WRITE);
    try {
      return new HardenedConnection(
          (SQLiteConnection) connection, file, Owner.RUNGS, busyTimeoutMillis);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Tells whether a path is SQLite's name for a database without a file. */
  public static boolean isInMemory(Path file) {
    return file.toString().equals(DatabaseAddress.IN_MEMORY);
  }

  /**
   * Takes a connection that was passed; see {@link BorrowedConnection}.
   *
   * @param called the caller's path of its file, or null if only the connection knows
   */
  public static HardenedConnection borrow(
      SQLiteConnection connection, Path called, int busyTimeoutMillis) throws SQLException {
    if (called == null) {
      return new HardenedConnection(
          connection, mainFile(connection), Owner.CALLER, busyTimeoutMillis);
    }
    Path file = isInMemory(called) ? null : called;
    return new HardenedConnection(connection, file, Owner.DATABASE, busyTimeoutMillis);
  }

  /** Returns the driver's connection. */
  public SQLiteConnection connection() {
    return connection;
  }

  /** Returns the main database's file, or null if it has none. */
  public Path file() {
    return file;
  }

  /** Tells whether the connection was passed by the caller. */
  public boolean isBorrowed() {
    return owner != Owner.RUNGS;
  }

  /** Tells whether the caller may have set handlers on it, which must stay. */
  public boolean mayHaveHandlers() {
    return owner == Owner.CALLER;
  }

  /** Tells whether SQLite waits for locks by itself; if not, the caller of this must. */
  public boolean waitsItself() {
    return waitsItself;
  }

  /** Returns the connection's settings. */
  public ConnectionSettings settings() {
    return settings;
  }

  @Override
  public void close() throws SQLException {
    if (owner == Owner.RUNGS) {
      connection.close();
    } else if (!connection.isClosed()) {
      settings.restore();
    }
  }

  /** Returns the main database's file, or null if it has none. */
  static Path mainFile(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA database_list")) {
      while (rows.next()) {
        if (rows.getString(2).equals("main")) {
          String name = rows.getString(3);
          return name == null || name.isEmpty() ? null : Path.of(name);
        }
      }
    }
    return null;
  }
}
