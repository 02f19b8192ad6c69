package dev.rungs.fleet;

import dev.rungs.Strategy;
import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is done with one file. Safe for use by several threads. */
final class FileWork {
  /** How long a worker stays with a file that is in use before it goes on with another. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Registry registry;
  private final FleetSettings settings;
  private final FleetReport.Verb verb;
  private final Migrator migrator;
  private final FailingRows failingRows;

  FileWork(Registry registry, FleetSettings settings, FleetReport.Verb verb) {
    this.registry = registry;
    this.settings = settings;
    this.verb = verb;
    Migrator.Builder builder = builder();
    if (settings.backups.when() == BackupPolicy.When.NEVER) {
      builder.withoutBackups();
    }
    if (verb == FleetReport.Verb.REHEARSE && settings.copies != null) {
      builder.backups(settings.copies);
    }
    this.migrator = builder.build();
    this.failingRows =
        new FailingRows(
            builder().transactions(Transactions.EACH).allowDestructive().withoutBackups().build(),
            settings.copies);
  }

  private Migrator.Builder builder() {
    // What fails leaves its file as it was, not at some version between.
    Migrator.Builder builder = Migrator.builder(registry).transactions(Transactions.ALL);
    settings.configuration.accept(builder);
    return builder.busyTimeout(
        settings.busyTimeout.compareTo(LONGEST_WAIT) < 0 ? settings.busyTimeout : LONGEST_WAIT);
  }

  /**
   * Does it.
   *
   * @return what became of the file; a failure is part of it
   * @throws DatabaseBusyException if the file is in use
   * @throws MigrationCancelledException if the thread was interrupted
   */
  FileOutcome run(Path file) {
    long start = System.nanoTime();
    try {
      TroubledPathException.check(file);
      return switch (verb) {
        case STATUS -> status(file, start);
        case PLAN -> plan(file, start);
        case REHEARSE -> rehearse(file, start);
        case MIGRATE -> migrate(file, start);
      };
    } catch (DatabaseBusyException | MigrationCancelledException e) {
      throw e;
    } catch (MigrationException e) {
      return failed(file, e, e.problem(), e.advice(), start);
    } catch (TroubledPathException e) {
      return failed(file, e, e.getMessage(), e.advice(), start);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(
          file, e, file + " could not be worked on: " + e + ".", "Report it as a bug.", start);
    }
  }

  private FileOutcome status(Path file, long start) {
    int stored = migrator.status(file).storedVersion();
    if (stored > registry.currentVersion()) {
      // Says what migrate would say.
      return plan(file, start);
    }
    boolean current = stored == registry.currentVersion();
    return outcome(
        file,
        current ? FileOutcome.State.CURRENT : FileOutcome.State.PENDING,
        stored,
        stored,
        start);
  }

  private FileOutcome plan(Path file, long start) {
    MigrationPlan plan = permitted(file);
    return plan.action() == Action.NOTHING
        ? current(file, plan.storedVersion(), start)
        : outcome(
            file, FileOutcome.State.PENDING, plan.storedVersion(), plan.targetVersion(), start);
  }

  private MigrationPlan permitted(Path file) {
    MigrationPlan plan = migrator.plan(file);
    if (plan.refusal().isPresent()) {
      throw plan.refusal().get();
    }
    return plan;
  }

  private FileOutcome rehearse(Path file, long start) {
    MigrationPlan plan = permitted(file);
    if (plan.action() == Action.NOTHING) {
      return current(file, plan.storedVersion(), start);
    }
    Rehearsal rehearsal = migrator.rehearse(file);
    if (rehearsal.failure().isPresent()) {
      MigrationException failure = rehearsal.failure().get();
      if (failure instanceof MigrationCancelledException) {
        throw failure;
      }
      return failed(
          file, failure, ofFile(failure, failure.problem(), file), failure.advice(), start);
    }
    return outcome(
        file, FileOutcome.State.REHEARSED, plan.storedVersion(), plan.targetVersion(), start);
  }

  /** What is said of the copy is true of the file, and the copy is gone. */
  private static String ofFile(MigrationException failure, String text, Path file) {
    return failure.file().map(copy -> text.replace(copy.toString(), file.toString())).orElse(text);
  }

  private FileOutcome migrate(Path file, long start) {
    BackupPolicy policy = settings.backups;
    boolean plain =
        policy.when() == BackupPolicy.When.NEVER
            || policy.when() == BackupPolicy.When.BEFORE_LOSSES && !policy.hasFolder();
    return plain
        ? migrated(file, migrator.migrate(file), Optional.empty(), start)
        : migrateWithBackup(file, start);
  }

  private FileOutcome migrateWithBackup(Path file, long start) {
    MigrationPlan plan = permitted(file);
    if (plan.action() == Action.NOTHING) {
      return current(file, plan.storedVersion(), start);
    }
    Path folder = settings.backups.folderOf(file);
    boolean created = false;
    Path copy = null;
    try {
      created = createFolder(folder, file);
      // Before a loss the migrator makes one itself, under its lock.
      if (settings.backups.when() == BackupPolicy.When.ALWAYS
          && plan.action() != Action.CREATE
          && plan.pending().stream().noneMatch(FileWork::mayLose)) {
        copy = freeName(folder, file, plan.storedVersion());
        migrator.backup(file, copy);
      }
      MigrationReport report = builder().backups(folder).build().migrate(file);
      return migrated(file, report, Optional.ofNullable(copy), start);
    } catch (RuntimeException e) {
      discard(copy);
      throw e;
    } finally {
      if (created) {
        deleteIfEmpty(folder);
      }
    }
  }

  private static boolean mayLose(MigrationDefinition migration) {
    return migration.destructive() || migration.strategy() == Strategy.REBUILD;
  }

  private static boolean createFolder(Path folder, Path file) {
    if (Files.isDirectory(folder)) {
      return false;
    }
    try {
      Files.createDirectories(folder);
      return true;
    } catch (IOException e) {
      throw new TroubledPathException(
          FailureCause.OTHER,
          "No backup of " + file + " can be created in " + folder + ": " + e + ".",
          "Name another folder for backups.");
    }
  }

  private static Path freeName(Path folder, Path file, int version) {
    String name = file.getFileName() + ".v" + version + "-" + TIME.format(Instant.now());
    for (int n = 1; ; n++) {
      Path copy = folder.resolve(name + (n == 1 ? "" : "-" + n) + ".bak");
      if (!Files.exists(copy)) {
        return copy;
      }
    }
  }

  private static void discard(Path copy) {
    if (copy != null) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        System.getLogger("dev.rungs")
            .log(System.Logger.Level.WARNING, "The backup " + copy + " could not be deleted.", e);
      }
    }
  }

  /** Only the folder itself: others may be about to use those above it. */
  private static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It holds a backup.
    }
  }

  private FileOutcome migrated(
      Path file, MigrationReport report, Optional<Path> backup, long start) {
    return new FileOutcome(
        file,
        report.action() == Action.NOTHING ? FileOutcome.State.CURRENT : FileOutcome.State.MIGRATED,
        OptionalInt.of(report.fromVersion()),
        OptionalInt.of(report.toVersion()),
        Optional.empty(),
        since(start),
        report.backup().or(() -> backup));
  }

  private FileOutcome current(Path file, int version, long start) {
    return outcome(file, FileOutcome.State.CURRENT, version, version, start);
  }

  private static FileOutcome outcome(
      Path file, FileOutcome.State state, int from, int to, long start) {
    return new FileOutcome(
        file,
        state,
        OptionalInt.of(from),
        OptionalInt.of(to),
        Optional.empty(),
        since(start),
        Optional.empty());
  }

  private FileOutcome failed(
      Path file, Throwable failure, String problem, String advice, long start) {
    FailureCause cause = FailureCause.of(failure);
    OptionalInt stored =
        failure instanceof MigrationException known && cause.knowsVersion(known)
            ? OptionalInt.of(known.storedVersion())
            : OptionalInt.empty();
    Duration duration = since(start);
    FileFailure described =
        failure instanceof MigrationFailedException failed
            ? new FileFailure(
                cause,
                problem,
                advice,
                OptionalInt.of(failed.version()),
                Optional.ofNullable(failed.name()),
                failed.statement(),
                failingRows.find(file, failed))
            : new FileFailure(
                cause,
                problem,
                advice,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    return new FileOutcome(
        file,
        FileOutcome.State.FAILED,
        stored,
        stored,
        Optional.of(described),
        duration,
        Optional.empty());
  }

  /** What is said of a file that stayed in use to the end. */
  FileOutcome busy(Path file, DatabaseBusyException failure) {
    return failed(file, failure, failure.problem(), failure.advice(), System.nanoTime());
  }

  /** What a file looks like from outside; zeros if it cannot be seen. */
  static Journal.FileStamp stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      long log = Path.of(file + "-wal").toFile().length();
      return new Journal.FileStamp(
          attributes.size() + log, attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      return new Journal.FileStamp(0, 0);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
