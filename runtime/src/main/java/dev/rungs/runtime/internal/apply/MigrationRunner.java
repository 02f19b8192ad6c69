package dev.rungs.runtime.internal.apply;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.ReversibleStep;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.Checksum;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SchemaText;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/** Runs one migration within a transaction that somebody else begins and ends. */
final class MigrationRunner {
  private final Work work;
  private final SQLiteConnection connection;
  private final Transaction transaction;
  private final int storedVersion;
  private final boolean onData;
  private ForeignKeys foreignKeys;

  /**
   * A runner for one transaction.
   *
   * @param storedVersion the version the file has if the transaction is rolled back
   * @param onData whether there may be rows; on an empty file there is nothing to estimate
   */
  MigrationRunner(Work work, Transaction transaction, int storedVersion, boolean onData) {
    this.work = work;
    this.connection = work.connection();
    this.transaction = transaction;
    this.storedVersion = storedVersion;
    this.onData = onData;
  }

  /** Runs a migration, writes its row and its version. */
  AppliedMigration run(MigrationDefinition migration, Kind kind, ForeignKeys before) {
    return attempt(
        migration,
        (guard, progress) -> {
          double script = migration.hasStep() ? 0.5 : 1;
          if (migration.up().isPresent()) {
            script(migration.up().get(), script, progress);
          }
          if (migration.hasStep()) {
            MigrationStep step = work.registry().newStep(migration.version());
            step(migration, step::up, progress, guard);
          }
        },
        before,
        duration -> {
          AppliedMigration applied = applied(migration, kind, duration);
          HistoryTable.ensure(connection);
          HistoryTable.insert(connection, migration, applied, work.registry().schemaName());
          stamp(migration.version());
          return applied;
        });
  }

  /** Undoes a migration, its step first, and takes its row and its version back. */
  AppliedMigration undo(MigrationDefinition migration, ForeignKeys before) {
    return attempt(
        migration,
        (guard, progress) -> {
          if (migration.hasReversibleStep()) {
            ReversibleStep step = (ReversibleStep) work.registry().newStep(migration.version());
            step(migration, step::down, progress, guard);
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
        });
  }

  /** A way back that leads elsewhere would leave a file that no build opens. */
  private void requireSchemaOf(int version) throws SQLException, ScriptFailure {
    if (version < 1
        || version > work.registry().currentVersion()
        || work.settings().permissions().drift()) {
      return;
    }
    SchemaMatch match =
        new Lineage(work.registry()).compare(version, SchemaSnapshot.read(connection));
    if (!match.differences().isEmpty()) {
      throw new ScriptFailure(
          "It does not lead back to the schema of version "
              + version
              + ": "
              + String.join("; ", match.differences())
              + ". Mend the way down, or permit the difference with allowDrift().",
          null,
          null);
    }
  }

  /** Returns the violations there are after the last migration. */
  ForeignKeys foreignKeys() {
    return foreignKeys;
  }

  /** Writes that a file has a version already. */
  AppliedMigration adopt(MigrationDefinition migration) throws SQLException {
    AppliedMigration adopted = applied(migration, Kind.ADOPTED, Duration.ZERO);
    HistoryTable.insert(connection, migration, adopted, work.registry().schemaName());
    return adopted;
  }

  void stamp(int version) throws SQLException {
    Sql.run(connection, "PRAGMA main.user_version = " + version);
  }

  /** What a migration does. */
  interface Body {
    void run(Guard guard, Progress progress) throws ScriptFailure, SQLException;
  }

  /** What is written when it is done. */
  interface Ending {
    AppliedMigration write(Duration duration) throws SQLException;
  }

  AppliedMigration attempt(
      MigrationDefinition migration, Body body, ForeignKeys before, Ending ending) {
    long start = System.nanoTime();
    Progress progress = new Progress(work.settings().listener(), migration);
    try {
      work.settings().listener().started(migration);
      Guard guard = new Guard(connection, transaction);
      progress.start(connection);
      try {
        body.run(guard, progress);
        require(guard.stamp());
        tidy();
        if (before != null) {
          requireForeignKeys(before);
        }
      } finally {
        Progress.stop(connection);
      }
      requireNotInterrupted();
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      AppliedMigration applied = ending.write(duration);
      progress.finish();
      work.settings().listener().finished(migration, duration);
      return applied;
    } catch (ScriptFailure e) {
      throw giveUp(migration, failed(migration, e.getMessage(), e.statement(), e.getCause()));
    } catch (SQLException e) {
      throw giveUp(migration, failed(migration, Failures.says(e), null, e));
    } catch (MigrationException e) {
      throw giveUp(migration, e);
    } catch (RuntimeException e) {
      throw giveUp(migration, failed(migration, "It threw " + e + ".", null, e));
    }
  }

  /** After an error nothing is run but the rollback. */
  private MigrationException giveUp(MigrationDefinition migration, MigrationException failure) {
    transaction.rollback();
    Tell.failed(work.settings().listener(), migration, failure);
    return failure;
  }

  void script(String script, double share, Progress progress) throws ScriptFailure, SQLException {
    new ScriptRunner(connection, transaction, onData).run(script, share, progress);
  }

  /** The Java body of a migration, up or down. */
  interface Step {
    void run(SQLiteConnection connection) throws SQLException;
  }

  void step(MigrationDefinition migration, Step step, Progress progress, Guard guard)
      throws ScriptFailure, SQLException {
    SchemaText before = SchemaText.read(connection);
    progress.next(0.5, 1_000 * Progress.OPERATIONS);
    try {
      step.run(new StepConnection(connection, transaction));
    } catch (SQLException | RuntimeException e) {
      String misdeed = guard.connection();
      if (misdeed != null && !interrupted(e)) {
        throw new ScriptFailure(misdeed, null, e);
      }
      throw e;
    }
    require(guard.connection());
    if (Guard.isBeingRead(connection)) {
      throw new ScriptFailure(
          "The step left a result set open. Close every statement it makes before it returns.",
          null,
          null);
    }
    if (!migration.schemaUnknown()) {
      require(guard.schema(before));
    }
  }

  private void tidy() throws SQLException {
    Guard.dropTemporaryObjects(connection);
    work.access().settings().forWork();
  }

  private void requireForeignKeys(ForeignKeys before) throws SQLException, ScriptFailure {
    foreignKeys = ForeignKeys.check(connection);
    List<ForeignKeys.Violation> fresh = foreignKeys.newSince(before);
    if (!fresh.isEmpty()) {
      throw new ScriptFailure(
          "It leaves "
              + (fresh.size() == 1 ? "a reference" : fresh.size() + " references")
              + " to nothing: "
              + fresh.get(0)
              + ". Move or delete the rows that refer before what they refer to.",
          null,
          null);
    }
  }

  private static void require(String misdeed) throws ScriptFailure {
    if (misdeed != null) {
      throw new ScriptFailure(misdeed, null, null);
    }
  }

  private void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw Failures.cancelled(context(), null);
    }
  }

  private ErrorContext context() {
    return work.context(storedVersion);
  }

  private AppliedMigration applied(MigrationDefinition migration, Kind kind, Duration duration) {
    return new AppliedMigration(
        migration.version(),
        migration.name(),
        kind,
        Checksum.of(migration.up(), Optional.empty()),
        work.settings().clock().instant(),
        Duration.ofMillis(duration.toMillis()));
  }

  private MigrationException failed(
      MigrationDefinition migration, String why, SqlStatement statement, Throwable cause) {
    if (interrupted(cause)) {
      Thread.currentThread().interrupt();
      return Failures.cancelled(context(), cause);
    }
    if (cause instanceof SQLException sql
        && Failures.primary(sql) != SQLiteErrorCode.SQLITE_LOCKED) {
      MigrationException known = Failures.ofFile(sql, context());
      if (known != null) {
        return known;
      }
    }
    String where = statement == null ? "" : " at line " + statement.line();
    String what = statement == null ? "" : " The statement is: " + shorten(statement.text());
    return exceptions()
        .failed(
            context()
                .problem(
                    "Migration "
                        + migration.version()
                        + " ("
                        + migration.name()
                        + ") failed"
                        + where
                        + " and was rolled back; "
                        + (work.access().file() == null ? "the database" : work.access().file())
                        + " is at version "
                        + storedVersion
                        + ". "
                        + why
                        + what)
                .cause(cause),
            migration.version(),
            migration.name(),
            statement == null ? null : statement.text(),
            statement == null ? 0 : statement.line());
  }

  private static boolean interrupted(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static String shorten(String text) {
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }
}
