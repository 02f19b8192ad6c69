package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The short path of a file that is current. It reads the header and loads no more classes than that
 * takes: no plan, no history, no script.
 */
public final class FastPath {
  private FastPath() {}

  /**
   * Reads the stamp of a file.
   *
   * @return null if it cannot be read; the caller takes the long path, which finds out what is
   *     wrong
   * @throws DatabaseBusyException if another connection holds the file for longer than the timeout:
   *     the long path would wait as long again
   */
  public static Stamp stamp(Path file, int busyTimeoutMillis, int currentVersion) {
    if (file.toString().equals(DatabaseAddress.IN_MEMORY)) {
      return null;
    }
    if (file.getFileSystem() != FileSystems.getDefault()) {
      return null;
    }
    try {
      return Stamp.of(file, busyTimeoutMillis);
    } catch (SQLException e) {
      if (Failures.isBusy(e) || Failures.isNotLoaded(e)) {
        throw Failures.of(e, new ErrorContext(file, 0, currentVersion));
      }
      return null;
    }
  }

  /** Reads the stamp of a database; null if it cannot be read, for whatever reason. */
  public static Stamp stamp(Connection connection) {
    try {
      return connection.getAutoCommit() ? Stamp.of(connection) : null;
    } catch (SQLException e) {
      return null;
    }
  }

  /** Returns the report of a file that is left as it is. */
  public static MigrationReport nothing(Stamp stamp) {
    return new MigrationReport(
        MigrationPlan.Action.NOTHING,
        stamp.version(),
        stamp.version(),
        List.of(),
        Optional.empty(),
        stamp.awaitsContent());
  }
}
