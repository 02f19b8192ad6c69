package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.ReversibleStep;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.KnownSchemas;
import dev.rungs.runtime.internal.open.ConnectionSettings;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.Checksum;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SchemaText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/** Runs one migration within a transaction that its caller begins and ends. */
final class MigrationRunner {
  private final MigrationContext context;
  private final SQLiteConnection connection;
  private final Transaction transaction;
  private final int storedVersion;
  private final KnownTables tables;
  private ConnectionSettings.Snapshot beforeStep;

  /**
   * A runner for one transaction.
   *
   * @param storedVersion the version the file has if the transaction is rolled back
   * @param tables those that may have rows; null for an empty file, where there is nothing to
   *     estimate
   */
  MigrationRunner(
      MigrationContext context, Transaction transaction, int storedVersion, KnownTables tables) {
    this.context = context;
    this.connection = context.connection();
    this.transaction = transaction;
    this.storedVersion = storedVersion;
    this.tables = tables;
  }

  /**
   * What was done.
   *
   * @param applied the row of history
   * @param foreignKeys the violations there are now; null if they were not looked for
   */
  record Result(AppliedMigration applied, ForeignKeys foreignKeys) {}

  /**
   * Runs a migration, writes its row and its version.
   *
   * @param before the violations there were before, or null if they are not to be looked for
   */
  Result run(MigrationDefinition migration, Kind kind, ForeignKeys before) {
    return attempt(
        migration,
        (effects, progress) -> {
          double script = migration.hasStep() ? 0.5 : 1;
          if (migration.up().isPresent()) {
            script(migration.up().get(), script, progress);
          }
          if (migration.hasStep()) {
            MigrationStep step = context.registry().newStep(migration.version());
            step(migration, step::up, progress, effects);
          }
        },
        before,
        duration -> {
          AppliedMigration applied = applied(migration, kind, duration);
          HistoryTable.ensure(connection);
          HistoryTable.insert(connection, migration, applied, context.registry().schemaName());
          stamp(migration.version());
          return applied;
        });
  }

  /** Undoes a migration, its step first, and takes its row and its version back. */
  AppliedMigration undo(MigrationDefinition migration, ForeignKeys before) {
    return attempt(
            migration,
            (effects, progress) -> {
              if (migration.hasReversibleStep()) {
                ReversibleStep step =
                    (ReversibleStep) context.registry().newStep(migration.version());
                step(migration, step::down, progress, effects);
              }
              if (migration.down().isPresent()) {
                double share = migration.hasReversibleStep() ? 0.5 : 1;
                script(migration.down().get(), share, progress);
              }
              requireSchemaOf(migration.version() - 1);
            },
            before,
            duration -> {
              HistoryTable.ensure(connection);
              HistoryTable.delete(connection, migration.version());
              stamp(migration.version() - 1);
              return applied(migration, Kind.APPLIED, duration);
            })
        .applied();
  }

  /** A rollback that ends at another schema would leave a file that no build opens. */
  private void requireSchemaOf(int version) throws SQLException, ScriptFailure {
    if (version < context.registry().baseline()
        || version > context.registry().currentVersion()
        || context.settings().permissions().drift()) {
      return;
    }
    SchemaMatch match =
        new KnownSchemas(context.registry(), context.settings().adoption().others())
            .compare(version, SchemaSnapshot.read(connection));
    if (!match.differences().isEmpty()) {
      throw new ScriptFailure(
          "It does not restore the schema of version "
              + version
              + ": "
              + String.join("; ", match.differences())
              + ". Fix the @Down script, or accept the differences with allowDrift().",
          null,
          null);
    }
  }

  /** Writes that a file has a version already. */
  AppliedMigration adopt(MigrationDefinition migration) throws SQLException {
    AppliedMigration adopted = applied(migration, Kind.ADOPTED, Duration.ZERO);
    HistoryTable.insert(connection, migration, adopted, context.registry().schemaName());
    return adopted;
  }

  void stamp(int version) throws SQLException {
    Sql.run(connection, "PRAGMA main.user_version = " + version);
  }

  /** What a migration does. */
  private interface Body {
    void run(ForbiddenEffects effects, Progress progress) throws ScriptFailure, SQLException;
  }

  /** What is written when it is done. */
  private interface Ending {
    AppliedMigration write(Duration duration) throws SQLException;
  }

  private Result attempt(
      MigrationDefinition migration, Body body, ForeignKeys before, Ending ending) {
    long start = System.nanoTime();
    Progress progress = new Progress(context.settings().listener(), migration);
    try {
      context.settings().listener().started(migration);
      ForbiddenEffects effects = new ForbiddenEffects(connection, transaction);
      progress.start(context.hardened());
      ForeignKeys foreignKeys;
      try {
        body.run(effects, progress);
        require(effects.ofStamp());
        tidy();
        foreignKeys = before == null ? null : requireForeignKeys(before);
      } finally {
        progress.stop(connection);
      }
      requireNotInterrupted();
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      AppliedMigration applied = ending.write(duration);
      progress.finish();
      context.settings().listener().finished(migration, duration);
      return new Result(applied, foreignKeys);
    } catch (ScriptFailure e) {
      throw giveUp(
          migration,
          MigrationFailures.of(migration, about(), e.getMessage(), e.statement(), e.getCause()));
    } catch (SQLException e) {
      throw giveUp(migration, MigrationFailures.of(migration, about(), Failures.says(e), null, e));
    } catch (MigrationException e) {
      throw giveUp(migration, e);
    } catch (RuntimeException e) {
      throw giveUp(
          migration, MigrationFailures.of(migration, about(), "It threw " + e + ".", null, e));
    }
  }

  /** After an error nothing is run but the rollback. */
  private MigrationException giveUp(MigrationDefinition migration, MigrationException failure) {
    transaction.rollback();
    restoreAfterStep(failure);
    ListenerCalls.failed(context.settings().listener(), migration, failure);
    return failure;
  }

  private void restoreAfterStep(MigrationException failure) {
    try {
      restoreSettings();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private void restoreSettings() throws SQLException {
    if (beforeStep != null && !connection.isClosed()) {
      beforeStep.restore();
    }
  }

  private void script(String script, double share, Progress progress)
      throws ScriptFailure, SQLException {
    new ScriptRunner(connection, transaction, tables).run(script, share, progress);
  }

  /** The Java step of a migration, up or down. */
  private interface Step {
    void run(SQLiteConnection connection) throws SQLException;
  }

  private void step(
      MigrationDefinition migration, Step step, Progress progress, ForbiddenEffects effects)
      throws ScriptFailure, SQLException {
    SchemaText before = SchemaText.read(connection);
    progress.next(0.5, 1_000 * Progress.OPERATIONS);
    beforeStep = context.hardened().settings().snapshot();
    StepConnection given = new StepConnection(connection, transaction);
    try {
      try {
        step.run(given);
      } finally {
        given.undoChanges();
      }
      restoreSettings();
      require(effects.ofConnection());
      if (TemporaryTables.isBeingRead(connection)) {
        throw new ScriptFailure(
            "The step left a result set open. Close every statement it creates before it returns.",
            null,
            null);
      }
    } catch (SQLException | RuntimeException e) {
      require(effects.ofReadOnly(e));
      Optional<String> misdeed = effects.ofConnection();
      if (misdeed.isPresent() && !MigrationFailures.isInterrupt(e)) {
        throw new ScriptFailure(misdeed.get(), null, e);
      }
      throw e;
    } finally {
      given.end();
    }
    if (!migration.schemaUnknown()) {
      require(effects.ofSchema(before));
    } else if (tables != null) {
      tables.forget();
    }
  }

  private void tidy() throws SQLException {
    TemporaryTables.drop(connection);
    context.hardened().settings().forWork();
  }

  private ForeignKeys requireForeignKeys(ForeignKeys before) throws SQLException, ScriptFailure {
    ForeignKeys foreignKeys = ForeignKeys.check(connection);
    List<ForeignKeys.Violation> fresh = foreignKeys.newSince(before);
    if (!fresh.isEmpty()) {
      throw new ScriptFailure(
          "It leaves "
              + (fresh.size() == 1 ? "a reference" : fresh.size() + " references")
              + " to nothing: "
              + fresh.get(0)
              + ". Move or delete the referring rows before the rows they refer to.",
          null,
          null);
    }
    return foreignKeys;
  }

  private static void require(Optional<String> misdeed) throws ScriptFailure {
    if (misdeed.isPresent()) {
      throw new ScriptFailure(misdeed.get(), null, null);
    }
  }

  private void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw Failures.cancelled(about(), null);
    }
  }

  private ErrorContext about() {
    return context.about(storedVersion);
  }

  private AppliedMigration applied(MigrationDefinition migration, Kind kind, Duration duration) {
    return new AppliedMigration(
        migration.version(),
        migration.name(),
        kind,
        Checksum.of(migration.up(), Optional.empty()),
        context.settings().clock().instant(),
        Duration.ofMillis(duration.toMillis()));
  }
}
