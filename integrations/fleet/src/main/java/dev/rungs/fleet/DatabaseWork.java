package dev.rungs.fleet;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is done with one database that is not a file. */
final class DatabaseWork implements FleetWork {
  private final Registry registry;
  private final FleetSettings settings;
  private final FleetReport.Verb verb;
  private final FleetDatabases databases;
  private final FailingRows failingRows;

  DatabaseWork(
      Registry registry, FleetSettings settings, FleetReport.Verb verb, FleetDatabases databases) {
    this.registry = registry;
    this.settings = settings;
    this.verb = verb;
    this.databases = databases;
    this.failingRows = FailingRows.of(registry, settings);
  }

  /** One database, and what is known of it so far. */
  private static final class Subject {
    final String name;
    final long start = System.nanoTime();
    FleetDatabase database;
    OptionalInt version = OptionalInt.empty();

    Subject(String name) {
      this.name = name;
    }
  }

  @Override
  public FileOutcome run(String name) {
    Subject subject = new Subject(name);
    try {
      subject.database = databases.open(name, registry, settings.configuration);
      return switch (verb) {
        case STATUS -> status(subject);
        case PLAN -> plan(subject);
        case REHEARSE -> rehearse(subject);
        case MIGRATE -> migrate(subject);
      };
    } catch (RuntimeException | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted() && !(e instanceof MigrationCancelledException)) {
        throw new WorkInterruptedException(e);
      }
      return failed(subject, e);
    }
  }

  private static FileOutcome status(Subject subject) {
    MigrationStatus status = subject.database.status();
    int stored = status.storedVersion();
    if (stored > status.currentVersion()) {
      // Says what migrate would say.
      return plan(subject);
    }
    return outcome(
        subject,
        stored == status.currentVersion() ? FileOutcome.State.CURRENT : FileOutcome.State.PENDING,
        stored,
        stored);
  }

  private static FileOutcome plan(Subject subject) {
    MigrationPlan plan = permitted(subject);
    return plan.action() == Action.NOTHING
        ? current(subject, plan)
        : outcome(subject, FileOutcome.State.PENDING, plan.storedVersion(), plan.targetVersion());
  }

  private static MigrationPlan permitted(Subject subject) {
    MigrationPlan plan = subject.database.plan();
    if (plan.refusal().isPresent()) {
      throw plan.refusal().get();
    }
    subject.version = OptionalInt.of(plan.storedVersion());
    return plan;
  }

  private static FileOutcome rehearse(Subject subject) {
    MigrationPlan plan = permitted(subject);
    if (plan.action() == Action.NOTHING) {
      return current(subject, plan);
    }
    Rehearsal rehearsal = subject.database.rehearse();
    if (rehearsal.failure().isPresent()) {
      throw rehearsal.failure().get();
    }
    return outcome(
        subject, FileOutcome.State.REHEARSED, plan.storedVersion(), plan.targetVersion());
  }

  private FileOutcome migrate(Subject subject) {
    MigrationPlan plan = permitted(subject);
    if (plan.action() == Action.NOTHING) {
      return current(subject, plan);
    }
    if (!isToBeBackedUp(plan)) {
      return WorkOutcomes.migrated(
          subject.name, subject.database.migrate(), Optional.empty(), subject.start);
    }
    Path folder = settings.backups.folderOf(subject.name);
    TenantBackup backup = TenantBackup.in(folder, folder.getFileName().toString(), subject.name);
    try {
      backup.make(plan.storedVersion(), subject.database::backup);
      MigrationReport report = subject.database.migrate();
      return WorkOutcomes.migrated(subject.name, report, backup.made(), subject.start);
    } finally {
      backup.leave();
    }
  }

  /** A served database has backups of its own, so none is made but where a folder was named. */
  private boolean isToBeBackedUp(MigrationPlan plan) {
    return settings.backups.hasFolder()
        && plan.action() != Action.CREATE
        && switch (settings.backups.when()) {
          case NEVER -> false;
          case BEFORE_LOSSES -> plan.pending().stream().anyMatch(TenantBackup::mayLose);
          case ALWAYS -> true;
        };
  }

  private static FileOutcome current(Subject subject, MigrationPlan plan) {
    return outcome(subject, FileOutcome.State.CURRENT, plan.storedVersion(), plan.storedVersion());
  }

  private static FileOutcome outcome(Subject subject, FileOutcome.State state, int from, int to) {
    return WorkOutcomes.of(subject.name, state, from, to, subject.start);
  }

  private FileOutcome failed(Subject subject, Throwable thrown) {
    Duration duration = WorkOutcomes.since(subject.start);
    if (thrown instanceof DatabaseBusyException || thrown instanceof MigrationCancelledException) {
      throw (MigrationException) thrown;
    }
    if (!(thrown instanceof MigrationException failure)) {
      return WorkOutcomes.failed(
          subject.name, subject.version, subject.version, other(subject.name, thrown), duration);
    }
    FailureCause cause = subject.database.causeOf(failure);
    OptionalInt stored = WorkOutcomes.stored(cause, failure);
    List<String> rows =
        failure instanceof MigrationFailedException broken
            ? failingRows.find(subject.database::backup, subject.name, broken)
            : List.of();
    String problem = ofDatabase(failure, subject.name);
    return WorkOutcomes.failed(
        subject.name,
        subject.version.isPresent() ? subject.version : stored,
        // A rehearsal failed on its copy; the database is as it was.
        verb == FleetReport.Verb.MIGRATE && stored.isPresent() ? stored : subject.version,
        WorkOutcomes.failure(cause, failure, problem, rows),
        duration);
  }

  private static FileFailure other(String name, Throwable thrown) {
    if (thrown instanceof TroubledPathException path) {
      return WorkOutcomes.failure(path.failureCause(), path.getMessage(), path.advice());
    }
    return thrown instanceof IllegalArgumentException
        ? WorkOutcomes.failure(
            FailureCause.UNREADABLE, String.valueOf(thrown.getMessage()), "Check the name.")
        : WorkOutcomes.failure(
            FailureCause.OTHER,
            name + " could not be worked on: " + thrown + ".",
            "Report it as a bug.");
  }

  /** What is said of the copy is true of the database, and the copy is gone. */
  private static String ofDatabase(MigrationException failure, String name) {
    return failure
        .file()
        .map(copy -> failure.problem().replace(copy.toString(), name))
        .orElse(failure.problem());
  }

  @Override
  public FileOutcome busy(String name, DatabaseBusyException failure) {
    return WorkOutcomes.failed(
        name,
        OptionalInt.empty(),
        OptionalInt.empty(),
        WorkOutcomes.failure(FailureCause.BUSY, failure.problem(), failure.advice()),
        Duration.ZERO);
  }

  /** Nothing is seen of it from outside: a rehearsal that was stopped is repeated. */
  @Override
  public JournalQueue.FileStamp stamp(String name) {
    return new JournalQueue.FileStamp(0, 0);
  }
}
