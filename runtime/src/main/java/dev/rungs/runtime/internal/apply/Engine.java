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
import dev.rungs.runtime.internal.inspect.DecisionReader;
import dev.rungs.runtime.internal.inspect.FactsReader;
import dev.rungs.runtime.internal.inspect.ReadAccess;
import dev.rungs.runtime.internal.inspect.StatusReader;
import dev.rungs.runtime.internal.open.BorrowedConnection;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.FastPath;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.LogKeeper;
import dev.rungs.runtime.internal.open.NetworkFileSystem;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.open.Patience;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.ProcessLock;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.Planner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    boolean inMemory = HardenedConnection.isInMemory(file);
    try {
      MigrationPlan plan =
          read(file, this::decide).orElseGet(() -> decideWithoutFile(file, inMemory)).plan();
      boolean writes = plan.action() != Action.NOTHING && plan.action() != Action.REFUSE;
      MigrationException refusal =
          writes && !inMemory ? Preflight.notWritable(about(file).at(plan.storedVersion())) : null;
      return refusal == null ? plan : Decision.refuse(refusal, plan.pending()).plan();
    } catch (MigrationException refused) {
      return Decision.refuse(refused, List.of()).plan();
    }
  }

  private Decision decideWithoutFile(Path file, boolean inMemory) {
    if (settings.mustExist() && !inMemory) {
      throw Failures.missing(about(file), null);
    }
    return planner.decide(Facts.absent(inMemory ? null : file));
  }

  /** Plans for a connection; {@code called} is the caller's path of its file, or null. */
  public MigrationPlan plan(Connection connection, Path called) {
    try {
      return onConnection(connection, called, this::decide).plan();
    } catch (MigrationException refused) {
      return Decision.refuse(refused, List.of()).plan();
    }
  }

  /** Migrates a file. */
  public MigrationReport migrate(Path file) {
    if (HardenedConnection.isInMemory(file)) {
      return write(file, OpenMode.WRITE, this::migrate);
    }
    Preflight.exists(about(file));
    return locked(about(file), () -> migrateLocked(file));
  }

  private MigrationReport migrateLocked(Path file) {
    ErrorContext about = about(file);
    boolean exists = Preflight.exists(about);
    warnOfNetwork(file);
    if (!exists && settings.mustExist()) {
      throw Failures.missing(about, null);
    }
    if (!exists) {
      // Now, for opening would create the file.
      MigrationPlan plan = planner.decide(Facts.absent(file)).plan();
      if (plan.refusal().isPresent()) {
        throw plan.refusal().get();
      }
      Optional<MigrationReport> created = new FileCreation(registry, settings, file).create(plan);
      if (created.isPresent()) {
        return created.get();
      }
    }
    return write(file, exists ? OpenMode.WRITE : OpenMode.CREATE, this::migrate);
  }

  /** Migrates over a connection; {@code called} is the caller's path of its file, or null. */
  public MigrationReport migrate(Connection connection, Path called) {
    return writeOn(connection, called, this::migrate);
  }

  /** Undoes migrations of a file. */
  public MigrationReport rollbackTo(Path file, int version) {
    requireFile(file, "cannot be rolled back");
    warnOfNetwork(file);
    return write(file, OpenMode.WRITE, connection -> rollbackTo(connection, version));
  }

  /** Undoes migrations over a connection; {@code called} is the caller's path, or null. */
  public MigrationReport rollbackTo(Connection connection, Path called, int version) {
    return writeOn(
        connection,
        called,
        borrowed ->
            borrowed.file() != null && isNewer(borrowed)
                // What comes out of the file must not find the functions of the program.
                ? open(
                    about(borrowed.file()), OpenMode.WRITE, opened -> rollbackTo(opened, version))
                : rollbackTo(borrowed, version));
  }

  /** Tells whether a file was wiped and its content is still missing. */
  public boolean needsRepopulation(Path file) {
    return read(file, opened -> StatusReader.awaitsContent(opened.connection())).orElse(false);
  }

  /** Tells whether a database was wiped and its content is still missing. */
  public boolean needsRepopulation(Connection connection) {
    try {
      return StatusReader.awaitsContent(connection);
    } catch (SQLException e) {
      throw Failures.of(e, about(null));
    }
  }

  /** Notes that the content of a file is restored. */
  public void markRepopulated(Path file) {
    requireFile(file, "cannot be marked");
    write(
        file,
        OpenMode.WRITE,
        opened -> {
          RepopulationMark.clear(opened.connection(), settings);
          return file;
        });
  }

  /** Notes that the content of a database is restored. */
  public void markRepopulated(Connection connection) {
    try {
      RepopulationMark.clear(connection, settings);
    } catch (SQLException e) {
      throw Failures.of(e, about(null));
    }
  }

  /** Returns where a file stands. */
  public MigrationStatus status(Path file) {
    return read(file, this::status).orElseGet(() -> StatusReader.ofNoFile(registry));
  }

  /** Returns where a database stands. */
  public MigrationStatus status(Connection connection) {
    return onConnection(connection, null, this::status);
  }

  /** Returns the rows of history. */
  public List<AppliedMigration> history(Path file) {
    return read(file, this::history).orElse(List.of());
  }

  /** Returns the rows of history. */
  public List<AppliedMigration> history(Connection connection) {
    return onConnection(connection, null, this::history);
  }

  /**
   * Runs on a connection of a pool, in autocommit mode: what was just taken from a pool has nothing
   * to commit. A {@code DataSource} that hands out a connection in use may have; then it is
   * refused.
   */
  public <T> T onPool(DataSource dataSource, Function<Connection, T> body) {
    try (Connection connection = taken(dataSource)) {
      boolean autoCommit = connection.getAutoCommit();
      if (!autoCommit) {
        BorrowedConnection.requireNothingWritten(
            connection, registry.currentVersion(), settings.busyTimeoutMillis());
        connection.setAutoCommit(true);
      }
      try {
        return body.apply(connection);
      } finally {
        if (!autoCommit && !connection.isClosed()) {
          connection.setAutoCommit(false);
        }
      }
    } catch (SQLException e) {
      throw Failures.of(e, about(null));
    }
  }

  private Connection taken(DataSource dataSource) {
    try {
      return Objects.requireNonNull(dataSource.getConnection(), "getConnection() returned null");
    } catch (SQLException | NullPointerException e) {
      throw Failures.general(
          about(null),
          "The DataSource gave no connection. " + Failures.sentence(e),
          "Check its settings, and the file they name.",
          e);
    }
  }

  private boolean isNewer(HardenedConnection opened) throws SQLException {
    return Stamp.of(opened.connection()).version() > registry.currentVersion();
  }

  private Decision decide(HardenedConnection opened) throws SQLException {
    Decision decision = read(opened).decision();
    if (opened.isBorrowed() && decision.action() != Action.NOTHING) {
      BorrowedConnection.requireNothingAttached(opened.connection(), about(opened.file()));
    }
    return decision;
  }

  private DecisionReader.Result read(HardenedConnection opened) throws SQLException {
    FactsReader facts = new FactsReader(registry, settings.adoption());
    DecisionReader reader = new DecisionReader(opened, about(opened.file()));
    return Patience.retry(
        settings.busyTimeoutMillis(), opened.waitsItself(), () -> reader.decide(facts, planner));
  }

  private MigrationStatus status(HardenedConnection opened) throws SQLException {
    return new StatusReader(opened, about(opened.file())).status(registry);
  }

  private List<AppliedMigration> history(HardenedConnection opened) throws SQLException {
    return new StatusReader(opened, about(opened.file())).history();
  }

  private MigrationReport migrate(HardenedConnection opened) throws SQLException {
    DecisionReader.Result read = read(opened);
    Decision decision = read.decision();
    if (decision.action() == Action.REFUSE) {
      throw decision.plan().refusal().orElseThrow();
    }
    if (decision.action() == Action.NOTHING) {
      return FastPath.nothing(Stamp.of(opened.connection()));
    }
    prepare(opened, about(opened.file()).at(decision.plan().storedVersion()));
    return new Applier(
            new MigrationContext(opened, registry, settings), planner, decision, read.dataVersion())
        .run();
  }

  private MigrationReport rollbackTo(HardenedConnection opened, int version) throws SQLException {
    prepare(opened, about(opened.file()));
    return new Rollback(new MigrationContext(opened, registry, settings), planner, version).run();
  }

  /** Refuses a connection on which a migration would not do what it does at compile time. */
  private static void prepare(HardenedConnection opened, ErrorContext about) throws SQLException {
    if (!opened.settings().forWork()) {
      throw BorrowedConnection.inTransaction(about, null);
    }
    if (!opened.isBorrowed()) {
      return;
    }
    BorrowedConnection.requireNothingAttached(opened.connection(), about);
    List<String> temporary = TemporaryTables.list(opened.connection());
    if (!temporary.isEmpty()) {
      throw Failures.general(
          about,
          "The connection to "
              + about.name()
              + " has temporary objects, which would hide the file's own: "
              + String.join(", ", temporary)
              + ".",
          "Migrate before creating them.",
          null);
    }
    if (TemporaryTables.isBeingRead(opened.connection())) {
      throw Failures.general(
          about,
          "The connection to "
              + about.name()
              + " has a result set open, which keeps tables from being changed.",
          "Close it first.",
          null);
    }
  }

  private void requireFile(Path file, String fails) {
    ErrorContext about = about(file);
    if (HardenedConnection.isInMemory(file) || !Preflight.exists(about)) {
      throw exceptions()
          .missing(
              about
                  .problem(file + " " + fails + ". The file does not exist.")
                  .advice("Check the path."));
    }
  }

  private void warnOfNetwork(Path file) {
    String warning = NetworkFileSystem.warning(file);
    if (warning != null) {
      ListenerCalls.warning(settings.listener(), warning, about(file));
    }
  }

  private ErrorContext about(Path file) {
    return new ErrorContext(file, 0, registry.currentVersion());
  }

  private <T> Optional<T> read(Path file, HardenedConnection.Body<T> body) {
    return ReadAccess.readIfExists(about(file), settings.busyTimeoutMillis(), body);
  }

  private <T> T write(Path file, OpenMode mode, HardenedConnection.Body<T> body) {
    ErrorContext about = about(file);
    if (HardenedConnection.isInMemory(file)) {
      return open(about, mode, body);
    }
    return locked(
        about,
        () -> {
          try (LogKeeper log = LogKeeper.of(file)) {
            return open(
                about,
                mode,
                opened -> {
                  T done = body.run(opened);
                  // Before the writer closes, which then moves the log into the file.
                  log.release();
                  return done;
                });
          }
        });
  }

  private <T> T locked(ErrorContext about, Patience.Call<T> call) {
    try {
      return ProcessLock.whileWriting(about.file(), settings.busyTimeoutMillis(), call);
    } catch (SQLException e) {
      throw Failures.of(e, about);
    }
  }

  private <T> T open(ErrorContext about, OpenMode mode, HardenedConnection.Body<T> body) {
    try (HardenedConnection opened =
        HardenedConnection.open(about.file(), mode, settings.busyTimeoutMillis())) {
      return body.run(opened);
    } catch (SQLException e) {
      throw mode == OpenMode.WRITE ? Failures.ofExisting(e, about) : Failures.of(e, about);
    }
  }

  private <T> T onConnection(Connection connection, Path called, HardenedConnection.Body<T> body) {
    Path file = called;
    try (BorrowedConnection taken = BorrowedConnection.take(connection, registry.currentVersion());
        HardenedConnection borrowed =
            Patience.retry(
                settings.busyTimeoutMillis(),
                true,
                () ->
                    HardenedConnection.borrow(
                        taken.driver(), called, settings.busyTimeoutMillis()))) {
      file = borrowed.file();
      return body.run(borrowed);
    } catch (SQLException e) {
      throw Failures.of(e, about(file));
    }
  }

  private <T> T writeOn(Connection connection, Path called, HardenedConnection.Body<T> body) {
    return onConnection(
        connection,
        called,
        borrowed ->
            borrowed.file() == null
                ? body.run(borrowed)
                : ProcessLock.whileWriting(
                    borrowed.file(), settings.busyTimeoutMillis(), () -> body.run(borrowed)));
  }
}
