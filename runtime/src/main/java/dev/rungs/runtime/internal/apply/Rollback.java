package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.FastPath;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.Planner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Undoes migrations from the top down, one transaction each. */
final class Rollback {
  private final Work work;
  private final Planner planner;
  private final int target;
  private final List<AppliedMigration> undone = new ArrayList<>();
  private List<MigrationDefinition> way;
  private int fromVersion;
  private int storedVersion;
  private long seen;
  private Path backup;

  Rollback(Work work, Planner planner, int target) {
    this.work = work;
    this.planner = planner;
    this.target = target;
  }

  MigrationReport run() throws SQLException {
    try {
      while (runTransaction()) {
        storedVersion--;
      }
      return report();
    } catch (SQLException | RuntimeException | Error e) {
      if (backup != null && undone.isEmpty()) {
        Backup.discard(backup);
      }
      throw e;
    }
  }

  /** Undoes one version; tells whether it did. */
  private boolean runTransaction() throws SQLException {
    Transaction transaction =
        Transaction.begin(work.connection(), work.settings().busyTimeoutMillis());
    try {
      refresh();
      if (way.isEmpty()) {
        return false;
      }
      if (work.settings().backups() && backup == null) {
        backup = Backup.make(work, storedVersion);
      }
      MigrationDefinition migration = way.get(0);
      AppliedMigration done =
          new MigrationRunner(work, transaction, storedVersion, true)
              .undo(migration, ForeignKeys.check(work.connection()));
      commit(transaction, migration);
      undone.add(done);
      way = way.subList(1, way.size());
      return true;
    } finally {
      transaction.rollback();
    }
  }

  /** Finds the way under the lock, and again where another connection has written in between. */
  private void refresh() throws SQLException {
    long now = Sql.number(work.connection(), "PRAGMA main.data_version");
    if (way != null && now == seen) {
      return;
    }
    seen = now;
    Facts facts =
        new FactsReader(work.registry(), 0).readAll(work.connection(), work.access().file());
    storedVersion = facts.storedVersion();
    ErrorContext context = work.context(storedVersion);
    MigrationException refusal = planner.refusalToUndo(facts);
    if (refusal != null) {
      throw refusal;
    }
    if (target > storedVersion) {
      throw Failures.general(
          context,
          context
              + " cannot be rolled back to version "
              + target
              + ". It is at version "
              + storedVersion
              + ".",
          "Use migrate to go up.",
          null);
    }
    way = new WaysBack(work, facts.history(), storedVersion).down(target);
    if (undone.isEmpty() && !way.isEmpty()) {
      fromVersion = storedVersion;
      MigrationPlan plan =
          new MigrationPlan(Action.ROLLBACK, storedVersion, target, way, Optional.empty());
      Tell.planned(work.settings().listener(), plan, context);
    }
  }

  private void commit(Transaction transaction, MigrationDefinition migration) throws SQLException {
    try {
      transaction.commit();
    } catch (SQLException e) {
      transaction.rollback();
      MigrationException failure = Failures.of(e, work.context(storedVersion));
      Tell.failed(work.settings().listener(), migration, failure);
      throw failure;
    }
  }

  private MigrationReport report() throws SQLException {
    Stamp stamp = Stamp.of(work.connection());
    if (undone.isEmpty()) {
      return FastPath.nothing(stamp);
    }
    return new MigrationReport(
        Action.ROLLBACK,
        fromVersion,
        stamp.version(),
        undone,
        Optional.ofNullable(backup),
        stamp.awaitsContent());
  }
}
