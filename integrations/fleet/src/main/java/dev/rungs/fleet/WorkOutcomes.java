package dev.rungs.fleet;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts outcomes together. */
final class WorkOutcomes {
  private WorkOutcomes() {}

  /** Something that did not fail; {@code start} is a {@link System#nanoTime}. */
  static FileOutcome of(String name, FileOutcome.State state, int from, int to, long start) {
    return new FileOutcome(
        name,
        state,
        OptionalInt.of(from),
        OptionalInt.of(to),
        Optional.empty(),
        since(start),
        Optional.empty());
  }

  /** A migration that did not fail. */
  static FileOutcome migrated(
      String name, MigrationReport report, Optional<Path> backup, long start) {
    return new FileOutcome(
        name,
        report.action() == Action.NOTHING ? FileOutcome.State.CURRENT : FileOutcome.State.MIGRATED,
        OptionalInt.of(report.fromVersion()),
        OptionalInt.of(report.toVersion()),
        Optional.empty(),
        since(start),
        report.backup().or(() -> backup));
  }

  /** Something that failed before anything was looked at, or for no reason of SQLite's. */
  static FileFailure failure(FailureCause cause, String problem, String advice) {
    return new FileFailure(
        cause, problem, advice, OptionalInt.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** What a migrator refused, or failed with. */
  static FileFailure failure(
      FailureCause cause, MigrationException failure, String problem, List<String> rows) {
    return failure instanceof MigrationFailedException failed
        ? new FileFailure(
            cause,
            problem,
            failure.advice(),
            OptionalInt.of(failed.version()),
            Optional.ofNullable(failed.name()),
            failed.statement(),
            rows)
        : failure(cause, problem, failure.advice());
  }

  /** The version that a failure says the database has, if it was read. */
  static OptionalInt stored(FailureCause cause, MigrationException failure) {
    return cause.knowsVersion(failure)
        ? OptionalInt.of(failure.storedVersion())
        : OptionalInt.empty();
  }

  /** Something that failed. */
  static FileOutcome failed(
      String name, OptionalInt from, OptionalInt to, FileFailure failure, Duration duration) {
    return new FileOutcome(
        name, FileOutcome.State.FAILED, from, to, Optional.of(failure), duration, Optional.empty());
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
