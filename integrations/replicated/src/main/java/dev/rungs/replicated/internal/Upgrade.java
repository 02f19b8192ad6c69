package dev.rungs.replicated.internal;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings a server to the current version, one request a migration, planning again after each. */
final class Upgrade {
  private final Engine engine;
  private final Sender sender;
  private final List<AppliedMigration> applied = new ArrayList<>();
  private HistoryRows rows;
  private Action action = Action.NOTHING;
  private int fromVersion;
  private Path backup;

  Upgrade(Engine engine) {
    this.engine = engine;
    this.sender = new Sender(engine);
  }

  MigrationReport run(State first) {
    State state = first;
    fromVersion = first.version();
    while (true) {
      MigrationPlan plan = engine.plan(state);
      if (plan.refusal().isPresent()) {
        throw plan.refusal().get();
      }
      if (plan.action() == Action.NOTHING) {
        return report(state);
      }
      engine.require(plan, state);
      if (action == Action.NOTHING) {
        begin(plan, state);
      }
      state = carryOut(plan, state);
    }
  }

  private void begin(MigrationPlan plan, State state) {
    action = plan.action();
    fromVersion = state.version();
    if (!engine.registry().targets().contains(engine.server().target())) {
      engine
          .listener()
          .warning(
              "The SQL was not checked for "
                  + engine.server().name()
                  + ": compile the schema with targets = Target."
                  + engine.server().target()
                  + ".");
    }
    engine.listener().planned(plan);
    boolean endangers =
        action == Action.REBUILD
            || (action != Action.CREATE
                && plan.pending().stream().anyMatch(MigrationDefinition::destructive));
    if (endangers) {
      backup = Backups.make(engine, state);
    }
    rows = HistoryRows.of(engine.registry());
  }

  private State carryOut(MigrationPlan plan, State state) {
    try {
      return carryOut(plan, state, References.worth(state));
    } catch (References.NotComparable e) {
      engine
          .listener()
          .warning(
              "Rows that refer to rows that do not exist are not looked for: "
                  + e.getMessage()
                  + ".");
      return carryOut(plan, state, false);
    }
  }

  private State carryOut(MigrationPlan plan, State state, boolean checkReferences) {
    Change change =
        new ChangeWriter(
                engine.server(),
                rows,
                engine.settings().clock(),
                engine.settings().applicationId(),
                state)
            .checkingReferences(checkReferences && !References.enforced(engine))
            .keeping(kept(plan, state))
            .next(plan);
    for (MigrationDefinition migration : change.migrations()) {
      engine.listener().started(migration);
    }
    Sender.Outcome outcome;
    try {
      outcome = sender.send(change, state);
    } catch (MigrationException e) {
      References.requireComparable(e, checkReferences);
      if (!change.migrations().isEmpty()) {
        tellFailed(change.migrations().get(change.migrations().size() - 1), e);
      }
      throw e;
    }
    if (outcome.done()) {
      add(change, outcome.duration());
    }
    return outcome.state();
  }

  /**
   * What a rebuild leaves alone, other tools' tables and what the caller ignores: a mirror still
   * has it after the rebuild, and a new database never does.
   */
  private Set<String> kept(MigrationPlan plan, State state) {
    if (plan.action() != Action.REBUILD) {
      return Set.of();
    }
    Engine.OnMirror<Set<String>> names =
        (migrator, mirror) -> {
          migrator.migrate(mirror.connection());
          return mirror.names();
        };
    Set<String> kept = engine.onMirror(state, names);
    kept.removeAll(engine.onEmptyMirror(names));
    return kept;
  }

  private void add(Change change, Duration duration) {
    int count = change.applied().size();
    Duration share = Duration.ofMillis(duration.toMillis() / Math.max(1, count));
    for (AppliedMigration row : change.applied()) {
      applied.add(
          new AppliedMigration(
              row.version(), row.name(), row.kind(), row.checksum(), row.appliedAt(), share));
    }
    for (MigrationDefinition migration : change.migrations()) {
      engine.listener().progress(migration, 1);
      engine.listener().finished(migration, share);
    }
  }

  private void tellFailed(MigrationDefinition migration, MigrationException failure) {
    try {
      engine.listener().failed(migration, failure);
    } catch (RuntimeException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private MigrationReport report(State state) {
    boolean nothing = applied.isEmpty();
    return new MigrationReport(
        nothing ? Action.NOTHING : action,
        nothing ? state.version() : fromVersion,
        state.version(),
        applied,
        Optional.ofNullable(nothing ? null : backup),
        state.awaitsContent());
  }
}
