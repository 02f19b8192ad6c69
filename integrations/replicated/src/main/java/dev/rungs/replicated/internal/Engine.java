package dev.rungs.replicated.internal;

import dev.rungs.replicated.OutcomeUnknownException;
import dev.rungs.replicated.ServerUnavailableException;
import dev.rungs.replicated.UnsupportedMigrationException;
import dev.rungs.replicated.internal.ServerException.Kind;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Verification;
import dev.rungs.runtime.Verification.Check;
import dev.rungs.runtime.Verification.Finding;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the public class offers, over any server. */
public final class Engine {
  private final Server server;
  private final Registry registry;
  private final Settings settings;
  private final StateReader reader;

  /** An engine for one server and one registry. */
  public Engine(Server server, Registry registry, Settings settings) {
    this.server = server;
    this.registry = registry;
    this.settings = settings;
    this.reader = new StateReader(server);
  }

  /** Plans. */
  public MigrationPlan plan() {
    MigrationPlan plan = null;
    try {
      State state = readState();
      plan = plan(state);
      if (plan.refusal().isEmpty()) {
        require(plan, state);
      }
      return plan;
    } catch (MigrationException refused) {
      return new MigrationPlan(
          Action.REFUSE,
          refused.storedVersion(),
          refused.storedVersion(),
          plan == null ? List.of() : plan.pending(),
          Optional.of(refused));
    }
  }

  /** Migrates. */
  public MigrationReport migrate() {
    StateReader.Glance glance = ask(reader::glance);
    if (glance != null && glance.version() == registry.currentVersion() && glance.version() > 0) {
      return new MigrationReport(
          Action.NOTHING,
          glance.version(),
          glance.version(),
          List.of(),
          Optional.empty(),
          glance.awaitsContent());
    }
    return new Upgrade(this).run(readState());
  }

  /** Undoes. */
  public MigrationReport rollbackTo(int version) {
    return new Rollback(this, version).run(readState());
  }

  /** Reads where it stands. */
  public MigrationStatus status() {
    return onMirror(readState(), (migrator, mirror) -> migrator.status(mirror.connection()));
  }

  /** Reads history. */
  public List<AppliedMigration> history() {
    return onMirror(readState(), (migrator, mirror) -> migrator.history(mirror.connection()));
  }

  /** Tells whether content was wiped and is not marked as there again. */
  public boolean needsRepopulation() {
    return readState().awaitsContent();
  }

  /** Marks it as there again. */
  public void markRepopulated() {
    State state = readState();
    if (state.awaitsContent()) {
      new Sender(this)
          .note(
              "UPDATE rungs_history SET repopulated_at = '"
                  + settings.clock().instant()
                  + "' WHERE kind = 'rebuilt' AND repopulated_at IS NULL",
              state);
    }
  }

  /** Looks for what is wrong. */
  public Verification verify() {
    try (WorkFolder folder = new WorkFolder(null)) {
      Path file = folder.file();
      if (server instanceof Rqlite) {
        ask(() -> download(file));
        return migrator().verify(file);
      }
      State state = readState();
      Mirror.write(state, file);
      Verification structure = migrator().verify(file);
      List<Finding> findings = new ArrayList<>(ask(this::content));
      findings.addAll(structure.findings());
      findings.sort((one, other) -> one.check().compareTo(other.check()));
      return new Verification(
          structure.storedVersion(),
          structure.currentVersion(),
          structure.schemaCompared(),
          findings);
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /** What only the server can look for: it has the rows. */
  private List<Finding> content() throws ServerException {
    // D1 has the quick one only, which does not hold indexes against their tables.
    String integrity = server.keepsUserVersion() ? "integrity_check" : "quick_check";
    List<Rows> answers =
        server.query(
            List.of(
                Query.one(integrity + " FROM pragma_" + integrity),
                new Query(3, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")));
    List<Finding> findings = new ArrayList<>();
    for (List<Object> row : answers.get(0).rows()) {
      if (!"ok".equals(row.get(0))) {
        findings.add(new Finding(Check.INTEGRITY, String.valueOf(row.get(0))));
      }
    }
    answers.get(1).rows().stream()
        .map(row -> row.get(0) + " -> " + row.get(2))
        .distinct()
        .forEach(
            tables ->
                findings.add(
                    new Finding(
                        Check.FOREIGN_KEYS, tables + ": rows refer to rows that do not exist")));
    return findings;
  }

  /** Does it on a backup. */
  public Rehearsal rehearse(BiFunction<Migrator, Path, Rehearsal> work) {
    if (server.noBackup() != null) {
      throw new UnsupportedMigrationException(
          server.name() + " cannot be tried out on a backup.",
          server.noBackup(),
          0,
          registry.currentVersion(),
          0);
    }
    try (WorkFolder folder = new WorkFolder(settings.backups())) {
      ask(() -> download(folder.file()));
      return work.apply(migrator(), folder.file());
    }
  }

  /** Writes a backup as a SQLite file. */
  public void backup(Path file) {
    if (server.noBackup() != null) {
      throw new UnsupportedMigrationException(
          server.name() + " cannot be backed up.",
          server.noBackup(),
          0,
          registry.currentVersion(),
          0);
    }
    ask(() -> download(file));
  }

  private Void download(Path file) throws ServerException {
    server.backup(file);
    return null;
  }

  Server server() {
    return server;
  }

  Registry registry() {
    return registry;
  }

  Settings settings() {
    return settings;
  }

  MigrationListener listener() {
    return settings.listener();
  }

  /** Plans on a mirror. */
  MigrationPlan plan(State state) {
    return onMirror(state, (migrator, mirror) -> migrator.plan(mirror.connection()));
  }

  /** Refuses what this server cannot do. */
  void require(MigrationPlan plan, State state) {
    ask(
        () -> {
          Requirements requirements = new Requirements(server, state, registry.currentVersion());
          requirements.requireSqlite(registry.minSqlite());
          requirements.requireUp(plan.action(), plan.pending());
          return null;
        });
  }

  State readState() {
    return ask(reader::read);
  }

  /** Reads with patience: after a node died, a cluster answers again when it has a new leader. */
  State readAgain() throws ServerException {
    long end = System.nanoTime() + settings.timeout().toNanos();
    while (true) {
      try {
        return reader.read();
      } catch (ServerException e) {
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted() || isFinal(e)) {
          throw e;
        }
      }
      pause();
    }
  }

  private static boolean isFinal(ServerException e) {
    return e.kind() == Kind.REFUSED || e.kind() == Kind.MISSING;
  }

  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  interface OnMirror<T> {
    T run(Migrator migrator, Mirror mirror) throws SQLException;
  }

  <T> T onMirror(State state, OnMirror<T> work) {
    try (Mirror mirror = Mirror.of(state)) {
      return work.run(migrator(), mirror);
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  <T> T onEmptyMirror(OnMirror<T> work) {
    try (Mirror mirror = Mirror.empty()) {
      return work.run(migrator(), mirror);
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /** A migrator with the caller's permissions. */
  Migrator migrator() {
    return migrator(null);
  }

  Migrator migrator(MigrationListener listener) {
    Migrator.Builder builder = Migrator.builder(registry).clock(settings.clock());
    settings.permissions().accept(builder);
    builder.withoutBackups();
    if (listener != null) {
      builder.listener(listener);
    }
    return builder.build();
  }

  interface Question<T> {
    T ask() throws ServerException;
  }

  /** Asks what changes nothing; what cannot be answered says why. */
  <T> T ask(Question<T> question) {
    // A cluster that is choosing a leader answers in a moment.
    long end = System.nanoTime() + Math.min(settings.timeout().toNanos(), 15_000_000_000L);
    while (true) {
      try {
        return question.ask();
      } catch (ServerException e) {
        if (e.kind() == Kind.MISSING) {
          throw ExceptionFactory.exceptions()
              .missing(
                  context(0)
                      .problem(server.name() + " does not exist. " + ended(e.getMessage()))
                      .advice("Check the name. Namespaces are created over the server's admin API.")
                      .cause(e));
        }
        boolean passes = e.kind() == Kind.UNKNOWN || e.kind() == Kind.BUSY;
        if (!passes || System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          throw new ServerUnavailableException(
              server.name() + " cannot be read. " + ended(e.getMessage()) + " Nothing was changed.",
              "Check the address, that the server runs, and that it lets you in.",
              registry.currentVersion(),
              e);
        }
      }
      pause();
    }
  }

  /** Nothing can be said. */
  OutcomeUnknownException unknown(String what, State before, ServerException e) {
    return new OutcomeUnknownException(
        what
            + " was sent to "
            + server.name()
            + ", and what became of it is not known. "
            + ended(e.getMessage())
            + " It was at version "
            + before.version()
            + ". The request is done whole or not at all.",
        "Run it again when the server answers: that is safe.",
        before.version(),
        registry.currentVersion(),
        e);
  }

  private MigrationException broken(SQLException e) {
    return ExceptionFactory.exceptions()
        .general(
            context(0)
                .problem(
                    "What "
                        + server.name()
                        + " has cannot be looked at here: "
                        + ended(String.valueOf(e.getMessage())))
                .cause(e));
  }

  /** What an error is about. */
  ErrorContext context(int version) {
    return new ErrorContext(null, version, registry.currentVersion());
  }

  /** Ends a sentence. */
  static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
