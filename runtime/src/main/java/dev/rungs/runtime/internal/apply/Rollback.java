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
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.Planner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Undoes migrations from the top down, one transaction each. */
final class Rollback extends WriteLoop {
  private final Planner planner;
  private final int target;
  private final List<AppliedMigration> undone = new ArrayList<>();
  private final KnownTables tables = new KnownTables();
  private List<MigrationDefinition> pending = List.of();
  private boolean announced;
  private int fromVersion;
  private int storedVersion;

  Rollback(MigrationContext context, Planner planner, int target) {
    super(context, UNSEEN);
    this.planner = planner;
    this.target = target;
  }

  @Override
  void decide() throws SQLException {
    Facts facts = context.factsReader().readToUndo(context.connection(), context.file(), target);
    storedVersion = facts.storedVersion();
    tables.forget();
    ErrorContext about = context.about(storedVersion);
    MigrationException refusal = planner.refusalToUndo(facts);
    if (refusal != null) {
      throw refusal;
    }
    int baseline = context.registry().baseline();
    if (baseline > 1 && target < baseline) {
      throw planner.belowBaseline(facts, target);
    }
    if (target > storedVersion) {
      throw Failures.general(
          about,
          about
              + " cannot be rolled back to version "
              + target
              + ". It is at version "
              + storedVersion
              + ".",
          "Use migrate to go up.",
          null);
    }
    pending = new UndoPlan(context, facts.history(), storedVersion).down(target);
    announced &= !undone.isEmpty() || storedVersion == fromVersion;
  }

  @Override
  void announce() {
    if (!announced) {
      announced = true;
      fromVersion = storedVersion;
      MigrationPlan plan =
          new MigrationPlan(Action.ROLLBACK, storedVersion, target, pending, Optional.empty());
      ListenerCalls.planned(context.settings().listener(), plan, context.about(storedVersion));
    }
  }

  @Override
  boolean endangersData() {
    return !pending.isEmpty();
  }

  @Override
  int storedVersion() {
    return storedVersion;
  }

  @Override
  boolean isLast() {
    return pending.size() <= 1;
  }

  @Override
  boolean perform(Transaction transaction) throws SQLException {
    if (pending.isEmpty()) {
      return false;
    }
    announce();
    MigrationDefinition migration = pending.get(0);
    AppliedMigration done =
        new MigrationRunner(context, transaction, storedVersion, tables)
            .undo(migration, ForeignKeys.check(context.connection()));
    commit(transaction, storedVersion, migration);
    undone.add(done);
    pending = pending.subList(1, pending.size());
    storedVersion--;
    return !pending.isEmpty();
  }

  @Override
  MigrationReport report() throws SQLException {
    Stamp stamp = Stamp.of(context.connection());
    if (undone.isEmpty()) {
      return FastPath.nothing(stamp);
    }
    return new MigrationReport(
        Action.ROLLBACK, fromVersion, stamp.version(), undone, backup(), stamp.awaitsContent());
  }
}
