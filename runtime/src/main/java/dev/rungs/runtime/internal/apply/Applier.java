package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Transactions;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Planner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Carries a decision out. */
final class Applier extends WriteLoop {
  private final Planner planner;
  private final List<AppliedMigration> applied = new ArrayList<>();
  private Decision decision;
  private MigrationPlan announced;
  private Action action = Action.NOTHING;
  private int fromVersion;
  private ForeignKeys foreignKeys;
  private final KnownTables tables = new KnownTables();

  /**
   * Prepares the work.
   *
   * @param decision what was decided
   * @param seen {@code PRAGMA data_version} when it was
   */
  Applier(MigrationContext context, Planner planner, Decision decision, long seen) {
    super(context, seen);
    this.planner = planner;
    this.decision = decision;
    this.fromVersion = decision.plan().storedVersion();
  }

  @Override
  void decide() throws SQLException {
    decision = planner.decide(context.factsReader().read(context.connection(), context.file()));
    foreignKeys = null;
    tables.forget();
  }

  @Override
  void announce() {
    if (announced != decision.plan()) {
      announced = decision.plan();
      ListenerCalls.planned(
          context.settings().listener(), announced, context.about(storedVersion()));
    }
  }

  @Override
  boolean endangersData() {
    return decision.action() != Action.REFUSE
        && (decision.wipesDerivedOnly()
            ? context.settings().wantsBackups()
            : decision.endangersData());
  }

  @Override
  int storedVersion() {
    return decision.plan().storedVersion();
  }

  @Override
  boolean isLast() {
    int pending = decision.plan().pending().size();
    return switch (decision.action()) {
      case UPGRADE -> pending <= 1 || context.settings().transactions() == Transactions.ALL;
      case ADOPT -> pending == 0 || context.settings().transactions() == Transactions.ALL;
      default -> true;
    };
  }

  @Override
  boolean perform(Transaction transaction) throws SQLException {
    if (decision.action() == Action.REFUSE) {
      throw decision.plan().refusal().orElseThrow();
    }
    if (decision.action() == Action.NOTHING) {
      return false;
    }
    int stored = decision.plan().storedVersion();
    if (action == Action.NOTHING) {
      announce();
      action = decision.action();
      fromVersion = stored;
    }
    List<MigrationDefinition> pending = decision.plan().pending();
    List<AppliedMigration> done = new ArrayList<>();
    MigrationRunner runner =
        new MigrationRunner(context, transaction, stored, hasData() ? tables : null);
    int count = apply(runner, pending, done);
    commit(transaction, stored, count == 0 ? null : pending.get(count - 1));
    applied.addAll(done);
    decision = decision.after(count, context.registry().currentVersion());
    return decision.action() != Action.NOTHING;
  }

  /** Does what belongs into one transaction; returns how many of the pending migrations that is. */
  private int apply(
      MigrationRunner runner, List<MigrationDefinition> pending, List<AppliedMigration> done)
      throws SQLException {
    boolean all = context.settings().transactions() == Transactions.ALL;
    int count = pending.size();
    switch (decision.action()) {
      case CREATE -> build(runner, pending, Kind.CREATED, done);
      case REBUILD -> {
        Wipe.everythingBut(
            KeptObjects.of(
                context.connection(), context.registry(), context.settings().adoption().others()),
            context.connection());
        build(runner, pending, Kind.REBUILT, done);
        if (context.file() != null) {
          setApplicationId(Stamp.AWAITS_CONTENT);
        }
      }
      case ADOPT -> {
        adopt(runner, decision.adoptedVersion(), done);
        count = all ? count : 0;
        upgrade(runner, pending.subList(0, count), done);
      }
      default -> {
        adoptUnrecorded(runner, decision.plan().storedVersion());
        count = all ? count : 1;
        upgrade(runner, pending.subList(0, count), done);
      }
    }
    return count;
  }

  private boolean hasData() {
    return decision.action() != Action.CREATE && decision.action() != Action.REBUILD;
  }

  /** Builds the finished schema in an empty database, from its first version on. */
  private void build(
      MigrationRunner runner,
      List<MigrationDefinition> migrations,
      Kind kind,
      List<AppliedMigration> done)
      throws SQLException {
    HistoryTable.ensure(context.connection());
    int id = context.settings().permissions().applicationId();
    if (id != 0) {
      setApplicationId(id);
    }
    for (int i = 0; i < migrations.size(); i++) {
      boolean last = i == migrations.size() - 1;
      done.add(runner.run(migrations.get(i), kind, last ? ForeignKeys.none() : null).applied());
    }
  }

  private void upgrade(
      MigrationRunner runner, List<MigrationDefinition> migrations, List<AppliedMigration> done)
      throws SQLException {
    for (MigrationDefinition migration : migrations) {
      if (foreignKeys == null) {
        foreignKeys = ForeignKeys.check(context.connection());
      }
      MigrationRunner.Result result = runner.run(migration, Kind.APPLIED, foreignKeys);
      done.add(result.applied());
      foreignKeys = result.foreignKeys();
    }
  }

  private void adopt(MigrationRunner runner, int version, List<AppliedMigration> done)
      throws SQLException {
    HistoryTable.ensure(context.connection());
    for (int v = context.registry().baseline(); v <= version; v++) {
      done.add(runner.adopt(context.registry().migration(v)));
    }
    runner.stamp(version);
  }

  /** A file that was stamped by hand has no history; it gets one when it is first changed. */
  private void adoptUnrecorded(MigrationRunner runner, int stored) throws SQLException {
    HistoryTable.ensure(context.connection());
    if (HistoryTable.isEmpty(context.connection())) {
      adopt(runner, stored, new ArrayList<>());
    }
  }

  private void setApplicationId(int id) throws SQLException {
    Sql.run(context.connection(), "PRAGMA main.application_id = " + id);
  }

  @Override
  MigrationReport report() throws SQLException {
    Stamp stamp = Stamp.of(context.connection());
    return new MigrationReport(
        action,
        action == Action.NOTHING ? stamp.version() : fromVersion,
        stamp.version(),
        applied,
        backup(),
        stamp.awaitsContent());
  }
}
