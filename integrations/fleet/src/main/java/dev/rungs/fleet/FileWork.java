package dev.rungs.fleet;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationCancelledException;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is done with one file. */
final class FileWork implements FleetWork {
  /** How long a worker stays with a file that is in use before it goes on with another. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

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
    this.failingRows = FailingRows.of(registry, settings);
  }

  private Migrator.Builder builder() {
    // What fails leaves its file as it was, not at some version between.
    Migrator.Builder builder = Migrator.builder(registry).transactions(Transactions.ALL);
    settings.configuration.accept(builder);
    // A file that is deleted after it was found is not created again.
    return builder
        .mustExist()
        .busyTimeout(
            settings.busyTimeout.compareTo(LONGEST_WAIT) < 0 ? settings.busyTimeout : LONGEST_WAIT);
  }

  @Override
  public FileOutcome run(String name) {
    long start = System.nanoTime();
    Path file = Path.of(name);
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
      return failed(file, e, e.problem(), start);
    } catch (TroubledPathException e) {
      return unread(
          name, WorkOutcomes.failure(e.failureCause(), e.getMessage(), e.advice()), start);
    } catch (RuntimeException | StackOverflowError e) {
      return unread(
          name,
          WorkOutcomes.failure(
              FailureCause.OTHER,
              file + " could not be worked on: " + e + ".",
              "Report it as a bug."),
          start);
    }
  }

  private static FileOutcome unread(String name, FileFailure failure, long start) {
    return WorkOutcomes.failed(
        name, OptionalInt.empty(), OptionalInt.empty(), failure, WorkOutcomes.since(start));
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
      return failed(file, failure, ofFile(failure, failure.problem(), file), start);
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
        ? WorkOutcomes.migrated(file.toString(), migrator.migrate(file), Optional.empty(), start)
        : migrateWithBackup(file, start);
  }

  private FileOutcome migrateWithBackup(Path file, long start) {
    MigrationPlan plan = permitted(file);
    if (plan.action() == Action.NOTHING) {
      return current(file, plan.storedVersion(), start);
    }
    TenantBackup backup =
        TenantBackup.in(settings.backups.folderOf(file), file.getFileName().toString(), file);
    try {
      // Before a loss the migrator makes one itself, under its lock.
      if (settings.backups.when() == BackupPolicy.When.ALWAYS
          && plan.action() != Action.CREATE
          && plan.pending().stream().noneMatch(TenantBackup::mayLose)) {
        backup.make(plan.storedVersion(), copy -> migrator.backup(file, copy));
      }
      MigrationReport report = builder().backups(backup.folder()).build().migrate(file);
      return WorkOutcomes.migrated(file.toString(), report, backup.made(), start);
    } catch (RuntimeException e) {
      backup.discard();
      throw e;
    } finally {
      backup.leave();
    }
  }

  private static FileOutcome current(Path file, int version, long start) {
    return outcome(file, FileOutcome.State.CURRENT, version, version, start);
  }

  private static FileOutcome outcome(
      Path file, FileOutcome.State state, int from, int to, long start) {
    return WorkOutcomes.of(file.toString(), state, from, to, start);
  }

  private FileOutcome failed(Path file, MigrationException failure, String problem, long start) {
    FailureCause cause = FailureCause.of(failure);
    OptionalInt stored = WorkOutcomes.stored(cause, failure);
    Duration duration = WorkOutcomes.since(start);
    List<String> rows =
        failure instanceof MigrationFailedException failed
            ? failingRows.find(file, failed)
            : List.of();
    return WorkOutcomes.failed(
        file.toString(),
        stored,
        stored,
        WorkOutcomes.failure(cause, failure, problem, rows),
        duration);
  }

  @Override
  public FileOutcome busy(String name, DatabaseBusyException failure) {
    return failed(Path.of(name), failure, failure.problem(), System.nanoTime());
  }

  @Override
  public JournalQueue.FileStamp stamp(String name) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(Path.of(name), BasicFileAttributes.class);
      long log = Path.of(name + "-wal").toFile().length();
      return new JournalQueue.FileStamp(
          attributes.size() + log, attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      return new JournalQueue.FileStamp(0, 0);
    }
  }
}
