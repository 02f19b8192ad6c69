package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Folders;
import dev.rungs.runtime.internal.open.Sql;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Copies a database that may be in use, by SQLite's own <a
 * href="https://www.sqlite.org/backup.html">online backup</a>. A copy of the file alone would miss
 * what is in the log.
 */
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * Makes a backup.
   *
   * @param about the file
   * @param copy the backup; it must not exist yet
   * @param busyTimeoutMillis how long to wait for a lock
   */
  public static void make(ErrorContext about, Path copy, int busyTimeoutMillis) {
    ReadAccess.read(
        about,
        busyTimeoutMillis,
        opened -> {
          SQLiteConnection connection = opened.connection();
          // A file that is not a database is found out before anything is created.
          Sql.number(connection, "SELECT count(*) FROM main.sqlite_schema");
          reserve(about, copy);
          try {
            copy(connection, copy);
            Folders.sync(copy.toAbsolutePath().getParent());
          } catch (SQLException | RuntimeException e) {
            copy.toFile().delete();
            throw e;
          }
          return copy;
        });
  }

  /**
   * Writes what a connection reads over a file.
   *
   * @param copy an existing file; what it holds is of no use if this fails
   */
  public static void copy(SQLiteConnection connection, Path copy) throws SQLException {
    int code = connection.getDatabase().backup("main", copy.toAbsolutePath().toString(), null);
    if (code != 0) {
      throw DB.newSQLException(code, "the backup was not completed");
    }
  }

  private static void reserve(ErrorContext about, Path copy) {
    try {
      Files.createFile(copy);
    } catch (FileAlreadyExistsException e) {
      throw Failures.general(
          about, copy + " already exists and will not be overwritten.", "Name another file.", e);
    } catch (IOException e) {
      throw Failures.general(
          about, copy + " cannot be created: " + e + ".", "Name a writable folder.", e);
    }
  }
}
