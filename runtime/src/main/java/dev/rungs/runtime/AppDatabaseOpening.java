package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.LogKeeper;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.open.PragmaProfile;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.ProcessLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** The order in which a file is opened: nothing is written into it before it is known as ours. */
final class AppDatabaseOpening {
  private final AppDatabase.Builder settings;
  private final Migrator migrator;

  AppDatabaseOpening(AppDatabase.Builder settings) {
    this.settings = settings;
    Migrator.Builder builder =
        Migrator.builder(settings.registry).busyTimeoutMillis(settings.profile.busyTimeoutMillis());
    if (settings.permissions != null) {
      settings.permissions.accept(builder);
    }
    this.migrator = builder.build();
  }

  AppDatabase open(Path file) {
    Objects.requireNonNull(file, "file");
    if (file.toString().equals(DatabaseAddress.IN_MEMORY)) {
      return openInMemory();
    }
    Preflight.requireUsableName(about(file));
    boolean migrates = settings.migrate && !settings.readOnly;
    // A file that does not exist, or is empty, is created by its path before any other connection
    // can open it. SQLite takes one of a single byte for empty too; then the migrator refuses.
    MigrationReport created =
        migrates && file.toFile().length() <= 1 ? migrator.migrate(file) : null;
    OpenMode access =
        settings.readOnly
            ? OpenMode.READ
            : settings.migrate || !migrator.mayCreate() ? OpenMode.WRITE : OpenMode.CREATE;
    try {
      return openLocked(file, access, created);
    } catch (SQLException e) {
      throw access == OpenMode.WRITE
          ? Failures.ofExisting(e, about(file))
          : Failures.of(e, about(file));
    }
  }

  private AppDatabase openLocked(Path file, OpenMode access, MigrationReport created)
      throws SQLException {
    ProcessLock lock = ProcessLock.forReading(file, settings.profile.busyTimeoutMillis());
    try (LogKeeper log = LogKeeper.of(file)) {
      AppDatabase opened = finish(file, DatabaseAddress.open(file, access), created);
      log.release();
      return opened;
    } finally {
      lock.release();
    }
  }

  AppDatabase openInMemory() {
    try {
      return finish(null, DatabaseAddress.openInMemory(), null);
    } catch (SQLException e) {
      throw Failures.of(e, about(null));
    }
  }

  private AppDatabase finish(Path file, Connection connection, MigrationReport created)
      throws SQLException {
    Path called = file == null ? Path.of(DatabaseAddress.IN_MEMORY) : file;
    try {
      settings.profile.apply(connection, settings.readOnly);
      MigrationReport report = created;
      if (settings.migrate && settings.readOnly) {
        RequireCurrent.requireCurrent(
            file, migrator.plan(connection, called), settings.registry.currentVersion());
      } else if (settings.migrate && created == null) {
        report = migrator.migrate(connection, called);
      }
      if (file != null && !settings.readOnly) {
        switchJournal(file, connection);
      }
      return new AppDatabase(settings, file, connection, migrator, report);
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  private ErrorContext about(Path file) {
    return new ErrorContext(file, 0, settings.registry.currentVersion());
  }

  private void switchJournal(Path file, Connection connection) throws SQLException {
    PragmaProfile.JournalMode mode = settings.profile.switchJournal(connection);
    if (!mode.reached()) {
      System.getLogger("dev.rungs")
          .log(
              System.Logger.Level.WARNING,
              "journal_mode of {0} is {1}, not {2}: its file system cannot do that.",
              file,
              mode.actual(),
              mode.wanted());
    }
  }

  /** Loaded only if a file is opened to read. */
  private static final class RequireCurrent {
    static void requireCurrent(Path file, MigrationPlan plan, int currentVersion) {
      if (plan.refusal().isPresent()) {
        throw plan.refusal().get();
      }
      if (plan.action() != MigrationPlan.Action.NOTHING) {
        throw ExceptionFactory.exceptions()
            .readOnly(
                new ErrorContext(file, plan.storedVersion(), currentVersion)
                    .problem(
                        "The database is opened read-only and is not at the version this program works with. "
                            + (file == null ? DatabaseAddress.IN_MEMORY : file)
                            + " has version "
                            + plan.storedVersion()
                            + "; the program works with "
                            + currentVersion
                            + ".")
                    .advice(
                        "Open it once for writing, which migrates it, or open it withoutMigration()."));
      }
    }
  }
}
