package dev.rungs.replicated.internal;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Undoes migrations from the top down, one request each. The way is found by undoing them on a
 * mirror: what the runtime refuses there, such as a rollback that leads to another schema, is
 * refused before anything is sent.
 */
final class Rollback {
  private final Engine engine;
  private final int target;
  private final List<AppliedMigration> undone = new ArrayList<>();
  private Path backup;

  Rollback(Engine engine, int target) {
    this.engine = engine;
    this.target = target;
  }

  MigrationReport run(State first) {
    State state = first;
    boolean told = false;
    while (true) {
      MigrationPlan plan = plan(state);
      if (plan == null) {
        return report(first, state);
      }
      if (!told) {
        told = true;
        engine.listener().planned(plan);
        backup = Backups.make(engine, state);
      }
      state = undo(plan.pending().get(0), state);
    }
  }

  /** Finds the rollback; null if there is nothing to undo. */
  private MigrationPlan plan(State state) {
    AtomicReference<MigrationPlan> found = new AtomicReference<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void planned(MigrationPlan plan) {
            require(plan, state);
            found.set(plan);
          }
        };
    engine.onMirror(
        state,
        (migrator, mirror) -> engine.migrator(listener).rollbackTo(mirror.connection(), target));
    return found.get();
  }

  /** Before the mirror runs anything: a step in Java is not to be run at all. */
  private void require(MigrationPlan plan, State state) {
    engine.ask(
        () -> {
          new Requirements(engine.server(), state, engine.registry().currentVersion())
              .requireDown(plan.pending());
          return null;
        });
  }

  private State undo(MigrationDefinition migration, State state) {
    ChangeWriter writer =
        new ChangeWriter(
                engine.server(),
                HistoryRows.of(engine.registry()),
                engine.settings().clock(),
                0,
                state)
            .checkingReferences(!References.enforced(engine));
    engine.listener().started(migration);
    Sender.Outcome outcome;
    try {
      outcome = new Sender(engine).send(writer.undo(migration), state);
    } catch (MigrationException e) {
      engine.listener().failed(migration, e);
      throw e;
    }
    if (outcome.done()) {
      add(migration, state, outcome.duration());
    }
    return outcome.state();
  }

  private void add(MigrationDefinition migration, State before, Duration duration) {
    String checksum =
        before.history().stream()
            .filter(row -> row.get(0) instanceof Long number && number == migration.version())
            .map(row -> String.valueOf(row.get(3)))
            .findFirst()
            .orElse("");
    undone.add(
        new AppliedMigration(
            migration.version(),
            migration.name(),
            Kind.APPLIED,
            checksum,
            engine.settings().clock().instant(),
            Duration.ofMillis(duration.toMillis())));
    engine.listener().progress(migration, 1);
    engine.listener().finished(migration, duration);
  }

  private MigrationReport report(State first, State last) {
    boolean nothing = undone.isEmpty();
    return new MigrationReport(
        nothing ? Action.NOTHING : Action.ROLLBACK,
        nothing ? last.version() : first.version(),
        last.version(),
        undone,
        Optional.ofNullable(backup),
        last.awaitsContent());
  }
}
