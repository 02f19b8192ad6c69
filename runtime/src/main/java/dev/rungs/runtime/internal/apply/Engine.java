package dev.rungs.runtime.internal.apply;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Access;
import dev.rungs.runtime.internal.open.Borrowed;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.FastPath;
import dev.rungs.runtime.internal.open.NetworkFileSystem;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.Planner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** The line from an open file to a report: open, facts, decision, work, report. */
public final class Engine {
  private final Registry registry;
  private final Settings settings;
  private final Planner planner;

  /** An engine for one registry. */
  public Engine(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
    this.planner = new Planner(registry, settings.permissions());
  }

  /** Plans for a file; never changes or creates one. */
  public MigrationPlan plan(Path file) {
    try {
      MigrationPlan plan = read(file, this::decide, absent -> planner.decide(absent)).plan();
      boolean writes = plan.action() != Action.NOTHING && plan.action() != Action.REFUSE;
      MigrationException refusal =
          writes && !Access.isInMemory(file)
              ? Preflight.notWritable(context(file).at(plan.storedVersion()))
              : null;
      return refusal == null ? plan : Decision.refuse(refusal, plan.pending()).plan();
    } catch (MigrationException refused) {
      return Decision.refuse(refused, List.of()).plan();
    }
  }

  /** Plans for a connection. */
  public MigrationPlan plan(Connection connection) {
    return plan(connection, null);
  }

  /** Plans for a connection to a file that the caller knows by a path. */
  public MigrationPlan plan(Connection connection, Path file) {
    try {
      return borrow(connection, file, this::decide).plan();
    } catch (MigrationException refused) {
      return Decision.refuse(refused, List.of()).plan();
    }
  }

  /** Migrates a file. */
  public MigrationReport migrate(Path file) {
    ErrorContext context = context(file);
    boolean inMemory = Access.isInMemory(file);
    boolean exists = inMemory || Preflight.exists(context);
    if (!inMemory) {
      warnOfNetwork(file);
    }
    if (!exists) {
      // Now, for opening would make the file.
      MigrationPlan plan = planner.decide(Facts.absent(file)).plan();
      if (plan.refusal().isPresent()) {
        throw plan.refusal().get();
      }
      MigrationReport created = new ImageCreation(registry, settings).create(file, plan);
      if (created != null) {
        return created;
      }
    }
    DatabaseAddress.Access mode =
        exists ? DatabaseAddress.Access.WRITE : DatabaseAddress.Access.CREATE;
    try (Access access = Access.open(file, mode, settings.busyTimeoutMillis())) {
      return migrate(access);
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  /** Migrates over a connection. */
  public MigrationReport migrate(Connection connection) {
    return migrate(connection, null);
  }

  /** Migrates over a connection to a file that the caller knows by a path. */
  public MigrationReport migrate(Connection connection, Path file) {
    return borrow(connection, file, this::migrate);
  }

  /** Undoes migrations of a file. */
  public MigrationReport rollbackTo(Path file, int version) {
    ErrorContext context = context(file);
    if (Access.isInMemory(file) || !Preflight.exists(context)) {
      throw Failures.general(
          context,
          file + " cannot be rolled back. There is no such file.",
          "Check the path.",
          null);
    }
    warnOfNetwork(file);
    try {
      return read(file, DatabaseAddress.Access.WRITE, access -> rollbackTo(access, version));
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  /** Undoes migrations over a connection. */
  public MigrationReport rollbackTo(Connection connection, int version) {
    return borrow(connection, access -> rollbackTo(access, version));
  }

  /** Tells whether a file was wiped and its content is not there again. */
  public boolean needsRepopulation(Path file) {
    return read(file, this::needsRepopulation, absent -> false);
  }

  /** Tells whether a database was wiped and its content is not there again. */
  public boolean needsRepopulation(Connection connection) {
    return RepopulationMark.isSet(connection, context(null));
  }

  /** Notes that the content of a file is there again. */
  public void markRepopulated(Path file) {
    ErrorContext context = context(file);
    if (Access.isInMemory(file) || !Preflight.exists(context)) {
      throw Failures.general(
          context, file + " cannot be marked. There is no such file.", "Check the path.", null);
    }
    try (Access access =
        Access.open(file, DatabaseAddress.Access.WRITE, settings.busyTimeoutMillis())) {
      markRepopulated(access.connection());
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  /** Notes that the content of a database is there again. */
  public void markRepopulated(Connection connection) {
    RepopulationMark.clear(connection, settings, context(null));
  }

  /** Returns where a file stands. */
  public MigrationStatus status(Path file) {
    return read(file, this::status, absent -> StatusReader.status(registry, 0, History.NONE));
  }

  /** Returns where a database stands. */
  public MigrationStatus status(Connection connection) {
    return borrow(connection, this::status);
  }

  /** Returns the rows of history. */
  public List<AppliedMigration> history(Path file) {
    return read(file, this::history, absent -> List.of());
  }

  /** Returns the rows of history. */
  public List<AppliedMigration> history(Connection connection) {
    return borrow(connection, this::history);
  }

  /** Runs on a connection of a pool. */
  public <T> T borrowed(DataSource dataSource, Function<Connection, T> body) {
    try (Connection connection = dataSource.getConnection()) {
      return body.apply(connection);
    } catch (SQLException e) {
      throw Failures.of(e, context(null));
    }
  }

  private Decision decide(Access access) throws SQLException {
    return new Reading(access, context(access.file())).decide(factsReader(), planner).decision();
  }

  private MigrationStatus status(Access access) throws SQLException {
    History history = HistoryTable.read(access.connection());
    requireReadable(history, access);
    return StatusReader.status(registry, Stamp.of(access.connection()).version(), history);
  }

  private List<AppliedMigration> history(Access access) throws SQLException {
    History history = HistoryTable.read(access.connection());
    requireReadable(history, access);
    return StatusReader.applied(history);
  }

  private MigrationReport migrate(Access access) throws SQLException {
    ErrorContext context = context(access.file());
    Reading.Result read = new Reading(access, context).decide(factsReader(), planner);
    Decision decision = read.decision();
    if (decision.action() == Action.REFUSE) {
      throw decision.plan().refusal().orElseThrow();
    }
    if (decision.action() == Action.NOTHING) {
      return FastPath.nothing(Stamp.of(access.connection()));
    }
    prepare(access, context.at(decision.plan().storedVersion()));
    return new Applier(new Work(access, registry, settings), planner, decision, read.dataVersion())
        .run();
  }

  private MigrationReport rollbackTo(Access access, int version) throws SQLException {
    prepare(access, context(access.file()));
    return new Rollback(new Work(access, registry, settings), planner, version).run();
  }

  private boolean needsRepopulation(Access access) {
    return RepopulationMark.isSet(access.connection(), context(access.file()));
  }

  /** Refuses a connection on which a migration would not do what it does at compile time. */
  private static void prepare(Access access, ErrorContext context) throws SQLException {
    if (!access.settings().forWork()) {
      throw Borrowed.inTransaction(context, null);
    }
    if (!access.isBorrowed()) {
      return;
    }
    List<String> temporary = Guard.temporaryObjects(access.connection());
    if (!temporary.isEmpty()) {
      throw Failures.general(
          context,
          "The connection to "
              + context
              + " has temporary objects, which would hide the file's own: "
              + String.join(", ", temporary)
              + ".",
          "Migrate before making them.",
          null);
    }
    if (Guard.isBeingRead(access.connection())) {
      throw Failures.general(
          context,
          "The connection to "
              + context
              + " has a result set open, which keeps tables from being changed.",
          "Close it first.",
          null);
    }
  }

  private void requireReadable(History history, Access access) {
    if (history.defect() != null) {
      ErrorContext context = context(access.file());
      throw exceptions()
          .historyMismatch(
              context
                  .problem(context + " has no history that Rungs can read. " + history.defect())
                  .advice("Restore the file from a copy."),
              0);
    }
  }

  private void warnOfNetwork(Path file) {
    String warning = NetworkFileSystem.warning(file);
    if (warning != null) {
      Tell.warning(settings.listener(), warning, context(file));
    }
  }

  private FactsReader factsReader() {
    return new FactsReader(registry, settings.permissions().adoptAs());
  }

  private ErrorContext context(Path file) {
    return new ErrorContext(file, 0, registry.currentVersion());
  }

  private interface OnConnection<T> {
    T run(Access access) throws SQLException;
  }

  private interface OnAbsence<T> {
    T run(Facts absent);
  }

  private <T> T read(Path file, OnConnection<T> body, OnAbsence<T> otherwise) {
    ErrorContext context = context(file);
    if (Access.isInMemory(file)) {
      return otherwise.run(Facts.absent(null));
    }
    if (!Preflight.exists(context)) {
      return otherwise.run(Facts.absent(file));
    }
    try {
      return read(file, DatabaseAddress.Access.READ, body);
    } catch (SQLException e) {
      if (!Failures.needsRecovery(e)) {
        throw Failures.of(e, context);
      }
    }
    // A transaction of a process that died is undone by whoever opens the file next, before
    // anything can be read from it; that needs a connection that may write.
    try {
      return read(file, DatabaseAddress.Access.WRITE, body);
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  private <T> T read(Path file, DatabaseAddress.Access mode, OnConnection<T> body)
      throws SQLException {
    try (Access access = Access.open(file, mode, settings.busyTimeoutMillis())) {
      return body.run(access);
    }
  }

  private <T> T borrow(Connection connection, OnConnection<T> body) {
    return borrow(connection, null, body);
  }

  private <T> T borrow(Connection connection, Path called, OnConnection<T> body) {
    var unwrapped = Borrowed.unwrap(connection, registry.currentVersion());
    Path file = called;
    try (Access access = Access.borrow(unwrapped, called, settings.busyTimeoutMillis())) {
      file = access.file();
      return body.run(access);
    } catch (SQLException e) {
      throw Failures.of(e, context(file));
    }
  }
}
