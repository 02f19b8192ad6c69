package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.DatabaseCopy;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.DiskSync;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.PrivateFile;
import dev.rungs.runtime.internal.open.Sql;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * Backs a database up before stored data is put at risk, by SQLite's own <a
 * href="https://www.sqlite.org/backup.html">online backup</a>.
 *
 * <p>It is checked before the work begins, and until it is complete and checked it has another
 * name: what is called a backup is one. {@link WriteLoop} sees to it that it is of exactly the
 * state the work begins from.
 */
final class Backup {
  private static final String[] COMPANIONS = {"-journal", "-wal", "-shm"};

  /** A check of the backup asks after so many of SQLite's operations whether to stop. */
  private static final int OPERATIONS = 10_000;

  private final MigrationContext context;
  private final ErrorContext about;
  private final SQLiteConnection connection;
  private final Path directory;
  private final BackupNames names;

  private Backup(MigrationContext context, int storedVersion) {
    this.context = context;
    this.about = context.about(storedVersion);
    this.connection = context.connection();
    Path chosen = context.settings().backupDirectory();
    this.directory = chosen != null ? chosen : context.file().toAbsolutePath().getParent();
    this.names = new BackupNames(directory, context.file());
  }

  /**
   * Makes a backup.
   *
   * @param locked whether the connection is in a write transaction, in which nothing is written yet
   * @return where it is; null if there is no file to back up, or if it did not succeed without the
   *     lock, as when another process changes the file: then it is to be made under the lock
   */
  static Path make(MigrationContext context, int storedVersion, boolean locked)
      throws SQLException {
    return context.file() == null ? null : new Backup(context, storedVersion).make(locked);
  }

  /**
   * Deletes what processes left that died while they backed the file up. The caller holds the write
   * lock; what another process is copying without it would be of no use to that process.
   */
  static void discardUnfinished(MigrationContext context) {
    if (context.file() != null) {
      new Backup(context, 0).discardUnfinished();
    }
  }

  /** Deletes all but the newest backups of the file; 0 keeps all. */
  static void prune(MigrationContext context, int keep) {
    if (keep > 0 && context.file() != null) {
      new Backup(context, 0).prune(keep);
    }
  }

  /** Deletes a backup that is not needed, or of no use; null if there is none. */
  static void discard(Path backup) {
    if (backup == null) {
      return;
    }
    try {
      Files.deleteIfExists(backup);
      for (String companion : COMPANIONS) {
        Files.deleteIfExists(Path.of(backup + companion));
      }
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The backup " + backup + " could not be deleted.", e);
    }
  }

  private Path make(boolean locked) throws SQLException {
    Path part = null;
    try {
      requireRoom(locked);
      Path backup = names.free(about.storedVersion(), context.settings().clock().instant());
      requireUsableName(BackupNames.part(backup));
      part = PrivateFile.create(BackupNames.part(backup), context.file());
      copyTo(part, locked);
      verify(part);
      Files.move(part, backup);
      DiskSync.folder(backup.toAbsolutePath().getParent());
      return backup;
    } catch (FileAlreadyExistsException taken) {
      // Another process backs the same file up at this moment.
      discard(part);
      return make(locked);
    } catch (SQLException e) {
      discard(part);
      if (!locked && !Thread.currentThread().isInterrupted()) {
        return null;
      }
      throw failed(e);
    } catch (IOException e) {
      discard(part);
      if (!locked) {
        return null;
      }
      throw refused(
          " can be created: " + e + ".", "Name an existing folder that can be written", e);
    } catch (RuntimeException | Error e) {
      discard(part);
      throw e;
    }
  }

  /**
   * SQLite does not copy from a connection that has a write transaction open; a second one reads.
   * It cannot if this one keeps the file to itself, but then nobody writes before the transaction
   * either.
   */
  private void copyTo(Path part, boolean locked) throws SQLException {
    if (!locked && "exclusive".equals(Sql.text(connection, "PRAGMA main.locking_mode"))) {
      int code = connection.getDatabase().backup("main", part.toAbsolutePath().toString(), null);
      if (code != 0) {
        throw DB.newSQLException(code, "the backup was not completed");
      }
      return;
    }
    DatabaseCopy.write(
        context.file(),
        part,
        context.settings().busyTimeoutMillis(),
        share -> ListenerCalls.backingUp(context.settings().listener(), share, about));
  }

  private void discardUnfinished() {
    if (!directory.toAbsolutePath().equals(context.file().toAbsolutePath().getParent())) {
      return;
    }
    try {
      names.unfinished().forEach(Backup::discard);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "What is left of backups was not deleted.", e);
    }
  }

  private void prune(int keep) {
    try {
      List<Path> backups = names.newestFirst();
      backups.subList(Math.min(keep, backups.size()), backups.size()).forEach(Backup::discard);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "Old backups in " + directory + " are left.", e);
    }
  }

  /** SQLite would write to another file, or to none. */
  private void requireUsableName(Path part) {
    String defect = Preflight.nameDefect(part);
    if (defect != null) {
      throw refused(" can be created. " + defect, "Name another folder", null);
    }
  }

  private void requireRoom(boolean locked) throws SQLException, IOException {
    long needed =
        Sql.number(connection, "PRAGMA main.page_count")
            * Sql.number(connection, "PRAGMA main.page_size");
    long usable;
    try {
      usable = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      // In some containers Java finds no mount point. SQLite says if the disk is full.
      return;
    }
    if (usable < needed) {
      String evidence =
          "A backup in " + directory + " takes " + needed + " bytes; " + usable + " are free.";
      if (locked) {
        throw Failures.full(evidence, about, null);
      }
      // Perhaps other processes back the file up at this moment; under the lock none does.
      throw new IOException(evidence);
    }
  }

  private void verify(Path backup) throws SQLException {
    try (SQLiteConnection opened =
        (SQLiteConnection) DatabaseAddress.open(backup, OpenMode.WRITE)) {
      ProgressHandler.setHandler(opened, OPERATIONS, new StopWhenInterrupted());
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
      ProgressHandler.clearHandler(opened);
    }
  }

  private static final class StopWhenInterrupted extends ProgressHandler {
    @Override
    protected int progress() {
      return Thread.currentThread().isInterrupted() ? 1 : 0;
    }
  }

  private MigrationException failed(SQLException e) {
    MigrationException known = Failures.ofFile(e, about);
    return known != null
        ? known
        : refused(" could be created. " + Failures.says(e), "Name another folder", e);
  }

  private MigrationException refused(String why, String remedy, Exception cause) {
    return Failures.general(
        about,
        "No backup of " + about.name() + " in " + directory + why,
        remedy + " with backups(), or choose withoutBackups().",
        cause,
        Remedy.BACKUPS,
        Remedy.WITHOUT_BACKUPS);
  }
}
