package dev.rungs.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's result codes mean to who wanted to open a file. */
final class OpenFailures {
  private OpenFailures() {}

  static MigrationException translate(SQLException e, Path file, int currentVersion) {
    String what = file == null ? "The database in memory" : file.toString();
    String detail = " (" + e.getMessage() + ")";
    return switch (e.getErrorCode() & 0xff) {
      case 5, 6 ->
          new DatabaseBusyException(
              what
                  + " is locked by another connection"
                  + detail
                  + ". Close the other program, or raise PRAGMA busy_timeout.",
              file,
              0,
              currentVersion,
              e);
      case 8 ->
          new ReadOnlyDatabaseException(
              what
                  + " or its folder cannot be written"
                  + detail
                  + ". Change its permissions, or open it readOnly().",
              file,
              0,
              currentVersion,
              e);
      case 11 ->
          new CorruptDatabaseException(
              what + " is damaged" + detail + ". Put a copy back in its place.",
              file,
              0,
              currentVersion,
              e);
      case 13 ->
          new DiskFullException(
              "There is no room on the disk for "
                  + what
                  + detail
                  + ". Nothing was changed; make room and open it again.",
              file,
              0,
              currentVersion,
              e);
      case 26 ->
          new NotADatabaseException(
              what + " is no SQLite database" + detail + ". Check the path.",
              file,
              0,
              currentVersion,
              e);
      default ->
          new MigrationException(
              what + " could not be opened: " + reason(file, e), file, 0, currentVersion, e);
    };
  }

  /** SQLite says the same of a file that is missing, a folder, and one it may not read. */
  private static String reason(Path file, SQLException e) {
    if (file != null && Files.notExists(file)) {
      return "there is no such file. Check the path.";
    }
    if (file != null && Files.isDirectory(file)) {
      return "it is a folder. Name the file in it.";
    }
    if (file != null && !Files.isReadable(file)) {
      return "this user may not read it. Change its permissions.";
    }
    return e.getMessage() + ".";
  }
}
