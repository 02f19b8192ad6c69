package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.DatabaseCopy;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Folders;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.open.Sql;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * Backs a database up before stored data is put at risk, by SQLite's own <a
 * href="https://www.sqlite.org/backup.html">online backup</a>.
 *
 * <p>The backup is made while the write lock is held and nothing is written yet, so that it has
 * exactly the state the work begins from, and it is checked before the work begins. SQLite does not
 * back up from a connection that has a write transaction open; a second one reads. Until the backup
 * is complete and checked it has another name, so that no incomplete file is taken for a backup.
 */
final class Backup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String PART = ".part";

  private static final String[] COMPANIONS = {"-journal", "-wal", "-shm"};

  private final MigrationContext context;
  private final ErrorContext about;
  private final SQLiteConnection connection;

  private Backup(MigrationContext context, int storedVersion) {
    this.context = context;
    this.about = context.about(storedVersion);
    this.connection = context.connection();
  }

  /**
   * Makes a backup.
   *
   * @return where it is, or null if there is no file to back up
   */
  static Path make(MigrationContext context, int storedVersion) throws SQLException {
    return context.file() == null ? null : new Backup(context, storedVersion).make();
  }

  /** Deletes a backup that is not needed, or of no use; null if there is none. */
  static void discard(Path copy) {
    if (copy == null) {
      return;
    }
    try {
      Files.deleteIfExists(copy);
      for (String companion : COMPANIONS) {
        Files.deleteIfExists(Path.of(copy + companion));
      }
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The backup " + copy + " could not be deleted.", e);
    }
  }

  private Path make() throws SQLException {
    Path directory = directory();
    requireRoom(directory);
    Path part = null;
    try {
      discardParts(directory);
      part = reserve(directory);
      copyTo(part);
      verify(part);
      String name = part.getFileName().toString();
      Path backup =
          Files.move(part, part.resolveSibling(name.substring(0, name.length() - PART.length())));
      Folders.sync(backup.toAbsolutePath().getParent());
      return backup;
    } catch (SQLException e) {
      discard(part);
      throw failed(directory, e);
    } catch (IOException e) {
      discard(part);
      throw Failures.general(
          about,
          "No backup of " + about + " can be made: " + e + ".",
          "Name a writable folder with backups(), or choose withoutBackups().",
          e,
          Remedy.BACKUPS,
          Remedy.WITHOUT_BACKUPS);
    } catch (RuntimeException e) {
      discard(part);
      throw e;
    }
  }

  private void copyTo(Path part) throws SQLException {
    try (Connection reader = DatabaseAddress.open(context.file(), OpenMode.READ)) {
      SQLiteConnection source = (SQLiteConnection) reader;
      source.setBusyTimeout(context.settings().busyTimeoutMillis());
      DatabaseCopy.copy(source, part);
    }
  }

  /**
   * Deletes what a process left that died during a backup: we hold the write lock, so none is at
   * work.
   */
  private void discardParts(Path directory) throws IOException {
    Path file = context.file().toAbsolutePath();
    if (directory.equals(file.getParent())) {
      try (DirectoryStream<Path> parts =
          Files.newDirectoryStream(directory, "*.bak" + PART + "*")) {
        for (Path part : parts) {
          if (part.getFileName().toString().startsWith(file.getFileName() + ".v")) {
            Files.delete(part);
          }
        }
      }
    }
  }

  private Path directory() {
    Path chosen = context.settings().backupDirectory();
    return chosen != null ? chosen : context.file().toAbsolutePath().getParent();
  }

  private void requireRoom(Path directory) throws SQLException {
    long needed =
        Sql.number(connection, "PRAGMA main.page_count")
            * Sql.number(connection, "PRAGMA main.page_size");
    long usable;
    try {
      usable = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw Failures.general(
          about,
          "No backup of " + about + " can be made in " + directory + ": " + e + ".",
          "Name an existing folder with backups(), or choose withoutBackups().",
          e,
          Remedy.BACKUPS,
          Remedy.WITHOUT_BACKUPS);
    }
    if (usable < needed) {
      throw Failures.full(
          "A backup in " + directory + " takes " + needed + " bytes; " + usable + " are free.",
          about,
          null);
    }
  }

  /** Creates an empty file under a name that no backup has. */
  private Path reserve(Path directory) throws IOException {
    Instant now = context.settings().clock().instant();
    String name =
        context.file().getFileName() + ".v" + about.storedVersion() + "-" + TIME.format(now);
    for (int n = 1; ; n++) {
      String copy = name + (n == 1 ? "" : "-" + n) + ".bak";
      try {
        if (!Files.exists(directory.resolve(copy))) {
          return Files.createFile(directory.resolve(copy + PART));
        }
      } catch (FileAlreadyExistsException taken) {
        // The next one may be free.
      }
    }
  }

  private void verify(Path copy) throws SQLException {
    try (Connection opened = DatabaseAddress.open(copy, OpenMode.WRITE)) {
      Sql.run(opened, "PRAGMA trusted_schema = 0");
      String check = Sql.text(opened, "PRAGMA main.quick_check(1)");
      if (!"ok".equals(check)) {
        throw Failures.corrupt("A check of its backup says: " + check + ".", about, null);
      }
      long version = Sql.number(opened, "PRAGMA main.user_version");
      if (version != about.storedVersion()) {
        throw DB.newSQLException(
            SQLiteErrorCode.SQLITE_ABORT.code, "the backup is at version " + version);
      }
    }
  }

  private MigrationException failed(Path directory, SQLException e) {
    MigrationException known = Failures.ofFile(e, about);
    return known != null
        ? known
        : Failures.general(
            about,
            "The backup of " + about + " failed in " + directory + ". " + Failures.says(e),
            "Name another folder with backups(), or choose withoutBackups().",
            e,
            Remedy.BACKUPS,
            Remedy.WITHOUT_BACKUPS);
  }
}
