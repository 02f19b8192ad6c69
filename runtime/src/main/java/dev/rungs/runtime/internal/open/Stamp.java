package dev.rungs.runtime.internal.open;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/**
 * The two numbers in a file's header that are ours to read: what every open asks for first.
 *
 * <p>Reading them costs the same whatever the schema, which is why a wiped store whose content is
 * missing is marked here and not only in history.
 *
 * @param version {@code PRAGMA user_version}
 * @param applicationId {@code PRAGMA application_id}
 */
public record Stamp(int version, int applicationId) {
  /** "Rung": the application id of a wiped store until its content is restored. */
  public static final int AWAITS_CONTENT = 0x52756E67;

  /** Reads the stamp of a file that exists. */
  public static Stamp of(Path file, int busyTimeoutMillis) throws SQLException {
    // No lambda: the path of most calls loads as few classes as it can.
    ProcessLock lock = ProcessLock.forReading(file, busyTimeoutMillis);
    try (Connection connection = DatabaseAddress.open(file, OpenMode.READ)) {
      ((SQLiteConnection) connection).setBusyTimeout(busyTimeoutMillis);
      return of(connection);
    } finally {
      lock.release();
    }
  }

  /** Reads the stamp. */
  public static Stamp of(Connection connection) throws SQLException {
    return new Stamp(
        (int) Sql.number(connection, "PRAGMA main.user_version"),
        (int) Sql.number(connection, "PRAGMA main.application_id"));
  }

  /**
   * Tells whether another program owns the file.
   *
   * @param own the program's own application id, or 0
   */
  public boolean isForeign(int own) {
    return applicationId != 0 && applicationId != own && !awaitsContent();
  }

  /** Tells whether the file was wiped and its content has not been restored. */
  public boolean awaitsContent() {
    return applicationId == AWAITS_CONTENT;
  }
}
