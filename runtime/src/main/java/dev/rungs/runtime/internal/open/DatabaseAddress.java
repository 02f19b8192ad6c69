package dev.rungs.runtime.internal.open;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * Where a database is, and how the driver is asked for it: by its connection class, so that no URL
 * is parsed and {@code DriverManager} is not loaded.
 */
public final class DatabaseAddress {
  /** What the driver calls a database without a file. */
  public static final String IN_MEMORY = ":memory:";

  private static final String PREFIX = "jdbc:sqlite:";

  /** {@code SQLITE_OPEN_READONLY}. */
  private static final String READ_ONLY = "1";

  /** {@code SQLITE_OPEN_READWRITE}, without {@code CREATE}: opening creates no file. */
  private static final String READ_WRITE = "2";

  /** {@code SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE}. */
  private static final String CREATE = "6";

  /** What Linux follows. */
  private static final int MOST_LINKS = 40;

  private DatabaseAddress() {}

  /**
   * Opens a file with the driver's own settings.
   *
   * <p>A connection that only reads must leave nothing behind. On a file in WAL mode a connection
   * that SQLite opened read-only does: it creates {@code -shm} and an empty {@code -wal} and cannot
   * remove them. One that may write removes them when it is the last to close, but then also moves
   * a log that a crash left into the file, or rolls back a journal. So: read-only if there is a log
   * or journal; if there is none, able to write but with {@code query_only}.
   *
   * @param file the database file
   * @param mode what may be done to it
   * @return a connection
   * @throws SQLException if the file cannot be opened, or does not exist and may not be created
   */
  public static Connection open(Path file, OpenMode mode) throws SQLException {
    Properties properties = new Properties();
    String flags =
        mode == OpenMode.CREATE
            ? CREATE
            : mode == OpenMode.READ && hasLog(file) ? READ_ONLY : READ_WRITE;
    properties.setProperty("open_mode", flags);
    if (mode != OpenMode.READ) {
      // For callers of setAutoCommit(false): a deferred transaction that begins to write does not
      // wait for the lock, it fails.
      properties.setProperty("transaction_mode", "IMMEDIATE");
    }
    String address = address(file);
    try {
      return mode == OpenMode.READ
          ? new Reader(address, properties)
          : new JDBC4Connection(PREFIX.concat(address), address, properties);
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  /** The driver says that its library cannot be loaded once, and then fails to link to it. */
  private static SQLException notLoaded(LinkageError e) {
    return new SQLException("The native library of SQLite is not loaded", e);
  }

  /**
   * Opens a database of its own in memory.
   *
   * @return a connection; the database is gone when it is closed
   * @throws SQLException if the driver cannot
   */
  public static Connection openInMemory() throws SQLException {
    try {
      return new JDBC4Connection(PREFIX.concat(IN_MEMORY), IN_MEMORY, new Properties());
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  /**
   * Returns the driver's URL of a file.
   *
   * @param file any path
   * @return a URL that means that file, whatever characters its name has
   */
  public static String url(Path file) {
    return PREFIX.concat(address(file));
  }

  private static String address(Path file) {
    String path = file.toAbsolutePath().toString();
    // The driver takes "?name=value" and "mode=memory" in a path for settings, but not in a URI.
    return path.indexOf('?') < 0 && !path.contains("mode=memory") ? path : file.toUri().toString();
  }

  /**
   * Tells files apart by more than their path.
   *
   * @param file any path
   * @return the same for the same file; another one for a file put in its place, if the file system
   *     tells; a missing file has one too
   */
  public static Object key(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.fileKey() == null ? file : attributes.fileKey();
    } catch (IOException e) {
      return e.getClass();
    }
  }

  /**
   * A connection that cannot write. A pool that says so, or says the contrary, is no error: the
   * driver refuses either, depending on how SQLite opened the file.
   */
  private static final class Reader extends JDBC4Connection {
    Reader(String address, Properties properties) throws SQLException {
      super(PREFIX.concat(address), address, properties);
    }

    @Override
    public boolean isReadOnly() {
      return true;
    }

    @Override
    public void setReadOnly(boolean readOnly) {
      // The file stays read-only whatever is asked for here.
    }
  }

  /**
   * Follows symbolic links, which SQLite does before it names the log and the journal.
   *
   * @param file any path
   * @return the file that is meant, whether it exists or not; null if the links lead in a circle
   */
  public static Path target(Path file) {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        return null;
      }
      try {
        target = target.resolveSibling(Files.readSymbolicLink(target));
      } catch (IOException e) {
        return target;
      }
    }
    return target;
  }

  /** Tells whether a log or journal that is not empty is beside a file. */
  static boolean hasLog(Path file) {
    Path target = target(file);
    String path = (target == null ? file : target).toAbsolutePath().toString();
    return new File(path.concat("-wal")).length() > 0
        || new File(path.concat("-journal")).length() > 0;
  }
}
