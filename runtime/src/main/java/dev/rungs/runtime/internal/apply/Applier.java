package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Transactions;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.Planner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a decision out.
 *
 * <p>A decision is made without the lock, so it may be out of date once the lock is held. Each
 * transaction therefore begins by asking whether anybody wrote in between, and decides again if so.
 */
final class Applier {
  /** No version of the file's content; so the first transaction decides for itself. */
  static final long UNSEEN = -1;

  private final Work work;
  private final Planner planner;
  private final List<AppliedMigration> applied = new ArrayList<>();
  private Decision decision;
  private long seen;
  private Action action = Action.NOTHING;
  private int fromVersion;
  private boolean committed;
  private Path backup;
  private ForeignKeys foreignKeys;

  /**
   * Prepares the work.
   *
   * @param decision what was decided
   * @param seen {@code PRAGMA data_version} when it was, or {@link #UNSEEN}
   */
  Applier(Work work, Planner planner, Decision decision, long seen) {
    this.work = work;
    this.planner = planner;
    this.decision = decision;
    this.seen = seen;
    this.fromVersion = decision.plan().storedVersion();
  }

  /** Does it all. */
  MigrationReport run() throws SQLException {
    try {
      boolean done = false;
      while (!done) {
        done = runTransaction();
      }
      return report();
    } catch (SQLException | RuntimeException | Error e) {
      if (backup != null && !committed) {
        Backup.discard(backup);
      }
      throw e;
    }
  }

  /** Runs one transaction and tells whether all is done. */
  private boolean runTransaction() throws SQLException {
    Transaction transaction =
        Transaction.begin(work.connection(), work.settings().busyTimeoutMillis());
    try {
      refresh();
      if (decision.action() == Action.REFUSE) {
        throw decision.plan().refusal().orElseThrow();
      }
      if (decision.action() == Action.NOTHING) {
        return true;
      }
      if (action == Action.NOTHING) {
        action = decision.action();
        fromVersion = decision.plan().storedVersion();
        Tell.planned(work.settings().listener(), decision.plan(), work.context(fromVersion));
      }
      if (decision.endangersData() && work.settings().backups() && backup == null) {
        backup = Backup.make(work, decision.plan().storedVersion());
      }
      return perform(transaction);
    } finally {
      transaction.rollback();
    }
  }

  /** Decides again where another connection has written since the decision. */
  private void refresh() throws SQLException {
    long now = Sql.number(work.connection(), "PRAGMA main.data_version");
    if (now == seen) {
      return;
    }
    Facts facts = work.factsReader().read(work.connection(), work.access().file());
    decision = planner.decide(facts);
    seen = now;
    foreignKeys = null;
  }

  private boolean perform(Transaction transaction) throws SQLException {
    int stored = decision.plan().storedVersion();
    List<MigrationDefinition> pending = decision.plan().pending();
    List<AppliedMigration> done = new ArrayList<>();
    MigrationRunner runner = new MigrationRunner(work, transaction, stored, !buildsAnew());
    int count = pending.size();
    switch (decision.action()) {
      case CREATE -> build(runner, pending, Kind.CREATED, done);
      case REBUILD -> {
        Wipe.everything(work.connection());
        build(runner, pending, Kind.REBUILT, done);
        if (work.access().file() != null) {
          setApplicationId(Facts.AWAITS_CONTENT);
        }
      }
      case ADOPT -> {
        adopt(runner, decision.adoptedVersion(), done);
        count = work.settings().transactions() == Transactions.ALL ? count : 0;
        upgrade(runner, pending.subList(0, count), done);
      }
      default -> {
        adoptUnrecorded(runner, stored);
        count = work.settings().transactions() == Transactions.ALL ? count : 1;
        upgrade(runner, pending.subList(0, count), done);
      }
    }
    commit(transaction, pending, count);
    committed = true;
    applied.addAll(done);
    decision = decision.after(count, work.registry().currentVersion());
    return decision.action() == Action.NOTHING;
  }

  private boolean buildsAnew() {
    return decision.action() == Action.CREATE || decision.action() == Action.REBUILD;
  }

  private void commit(Transaction transaction, List<MigrationDefinition> pending, int count)
      throws SQLException {
    try {
      transaction.commit();
    } catch (SQLException e) {
      transaction.rollback();
      MigrationException failure = Failures.of(e, work.context(decision.plan().storedVersion()));
      if (count > 0) {
        Tell.failed(work.settings().listener(), pending.get(count - 1), failure);
      }
      throw failure;
    }
  }

  /** Builds the finished schema in an empty database, from its first version on. */
  private void build(
      MigrationRunner runner,
      List<MigrationDefinition> migrations,
      Kind kind,
      List<AppliedMigration> done)
      throws SQLException {
    HistoryTable.ensure(work.connection());
    int id = work.settings().permissions().applicationId();
    if (id != 0) {
      setApplicationId(id);
    }
    for (int i = 0; i < migrations.size(); i++) {
      boolean last = i == migrations.size() - 1;
      done.add(runner.run(migrations.get(i), kind, last ? ForeignKeys.none() : null));
    }
  }

  private void upgrade(
      MigrationRunner runner, List<MigrationDefinition> migrations, List<AppliedMigration> done)
      throws SQLException {
    for (MigrationDefinition migration : migrations) {
      if (foreignKeys == null) {
        foreignKeys = ForeignKeys.check(work.connection());
      }
      done.add(runner.run(migration, Kind.APPLIED, foreignKeys));
      foreignKeys = runner.foreignKeys();
    }
  }

  private void adopt(MigrationRunner runner, int version, List<AppliedMigration> done)
      throws SQLException {
    HistoryTable.ensure(work.connection());
    for (int v = 1; v <= version; v++) {
      done.add(runner.adopt(work.registry().migration(v)));
    }
    runner.stamp(version);
  }

  /** A file that was stamped by hand has no history; it gets one when it is first changed. */
  private void adoptUnrecorded(MigrationRunner runner, int stored) throws SQLException {
    HistoryTable.ensure(work.connection());
    if (Sql.number(
            work.connection(), "SELECT EXISTS (SELECT 1 FROM main." + HistoryTable.NAME + ")")
        == 0) {
      adopt(runner, stored, new ArrayList<>());
    }
  }

  private void setApplicationId(int id) throws SQLException {
    Sql.run(work.connection(), "PRAGMA main.application_id = " + id);
  }

  private MigrationReport report() throws SQLException {
    Stamp stamp = Stamp.of(work.connection());
    return new MigrationReport(
        action,
        action == Action.NOTHING ? stamp.version() : fromVersion,
        stamp.version(),
        applied,
        Optional.ofNullable(backup),
        stamp.awaitsContent());
  }
}
