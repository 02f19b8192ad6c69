package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Binding;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.Release;
import dev.rungs.processor.model.RollingMessages;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.SchemaHistory.Version;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.query.PlaceholderReader;
import dev.rungs.processor.query.PlainSql;
import dev.rungs.processor.query.UncheckedException;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code BreaksRunningRelease}: the queries of the last release on what the new versions make of
 * its schema, and those of the new one on the schema before. What writes is run as well, on rows.
 */
final class RollingCheck {
  private final SchemaHistory schema;
  private final Release release;
  private final List<Version> before;
  private final List<Version> after;
  private final List<Problem> problems = new ArrayList<>();

  RollingCheck(SchemaHistory schema, Release release) {
    this.schema = schema;
    this.release = release;
    this.before = schema.versions().stream().filter(v -> v.number() <= release.version()).toList();
    this.after = schema.versions().stream().filter(v -> v.number() > release.version()).toList();
  }

  /** A query of the last release, and where it first failed for good. */
  private static final class Running {
    private final QueryStatement statement;
    private final List<String> trials;
    private Version culprit;
    private String message;

    Running(QueryStatement statement, List<String> trials) {
      this.statement = statement;
      this.trials = trials;
    }
  }

  /**
   * Runs the check.
   *
   * @param now the statements of the new release
   */
  List<Problem> run(List<QueryStatement> now) throws SqliteUnavailableException, SQLException {
    if (before.isEmpty() || after.isEmpty()) {
      return List.of();
    }
    try (ScratchDatabase filled = ScratchDatabase.open(Options.LIMIT, schema.extensions());
        ScratchDatabase empty = ScratchDatabase.open(Options.LIMIT, schema.extensions())) {
      for (Version version : before) {
        migrate(filled, version);
        migrate(empty, version);
      }
      List<Running> running = running(filled, empty);
      theOtherWay(filled, now);
      for (Version version : after) {
        migrate(filled, version);
        migrate(empty, version);
        running.forEach(query -> look(query, version, filled, empty));
      }
      report(running.stream().filter(query -> query.culprit != null).toList());
    }
    return problems;
  }

  /** Seed rows and all; a version that fails on these rows has been told already. */
  private static void migrate(ScratchDatabase database, Version version) {
    statements(version).forEach(statement -> execute(database, statement));
  }

  private static List<SqlStatement> statements(Version version) {
    return ScriptSplitter.split(version.up().map(ScriptModel::text).orElse(""));
  }

  private static void execute(ScratchDatabase database, SqlStatement statement) {
    // If it fails, the replay has said so, or it depends on the rows.
    database.tryToExecute(statement.text());
  }

  /** What works in the last release, on its own schema. */
  private List<Running> running(ScratchDatabase filled, ScratchDatabase empty) throws SQLException {
    WriteTrial trial = WriteTrial.fill(filled);
    List<Running> running = new ArrayList<>();
    for (Lock.Query query : release.queries()) {
      for (QueryStatement statement : statements(query)) {
        if (!statement.isControl()
            && !statement.isDdl()
            && filled.compileError(statement.sql()).isEmpty()) {
          running.add(new Running(statement, trial.of(statement, filled, empty)));
        }
      }
    }
    return running;
  }

  private static List<QueryStatement> statements(Lock.Query locked) {
    Binding binding = new Binding(Library.OTHER, List.of(), false);
    QueryDeclaration query =
        new QueryDeclaration(
            Site.NOWHERE,
            "",
            locked.place(),
            Optional.empty(),
            Optional.of(locked.sql()),
            binding,
            Optional.empty(),
            Set.of());
    try {
      PlainSql plain = PlaceholderReader.read(locked.sql(), binding);
      return ScriptSplitter.split(plain.text()).stream()
          .map(statement -> QueryStatement.of(query, plain, 0, statement))
          .toList();
    } catch (UncheckedException e) {
      return List.of();
    }
  }

  private static void look(
      Running query, Version version, ScratchDatabase filled, ScratchDatabase empty) {
    Optional<String> refusal = refusal(query, filled, empty);
    if (refusal.isEmpty()) {
      query.culprit = null;
    } else if (query.culprit == null) {
      query.culprit = version;
    }
    query.message = refusal.orElse("");
  }

  private static Optional<String> refusal(
      Running query, ScratchDatabase filled, ScratchDatabase empty) {
    return filled
        .compileError(query.statement.sql())
        .or(() -> WriteTrial.refusal(query.trials, filled, empty));
  }

  private void report(List<Running> failing) throws SqliteUnavailableException, SQLException {
    List<QueryCheck.Failure> failures =
        failing.stream().map(f -> new QueryCheck.Failure(f.statement, f.message)).toList();
    List<Optional<Blame.Culprit>> culprits =
        failures.isEmpty() ? List.of() : Blame.find(schema, failures);
    List<Running> onRows = new ArrayList<>();
    for (int i = 0; i < failing.size(); i++) {
      if (culprits.get(i).isEmpty()) {
        onRows.add(failing.get(i));
      }
    }
    Map<Running, SqlStatement> statements = onRows.isEmpty() ? Map.of() : atFault(onRows);
    for (int i = 0; i < failing.size(); i++) {
      Running query = failing.get(i);
      Optional<Blame.Culprit> culprit = culprits.get(i).filter(c -> c.version().up().isPresent());
      Version version = culprit.map(Blame.Culprit::version).orElse(query.culprit);
      Message message =
          RollingMessages.breaks(
              query.statement.query().name(),
              query.statement.sql(),
              version.words(),
              query.message,
              RollingMessages.way(query.message, release.version()));
      SqlStatement statement = culprit.map(Blame.Culprit::statement).orElse(statements.get(query));
      if (statement != null) {
        message = message.in(version.up().orElseThrow(), statement.offset());
      }
      problems.add(message.at(version.number(), new Site(version.className(), Site.Part.UP)));
    }
  }

  /**
   * For writes that fail on rows only: the statement of the version at which they first fail, after
   * which they do.
   */
  private Map<Running, SqlStatement> atFault(List<Running> failing)
      throws SqliteUnavailableException, SQLException {
    Map<Running, SqlStatement> found = new HashMap<>();
    try (ScratchDatabase filled = ScratchDatabase.open(Options.LIMIT, schema.extensions());
        ScratchDatabase empty = ScratchDatabase.open(Options.LIMIT, schema.extensions())) {
      for (Version version : before) {
        migrate(filled, version);
        migrate(empty, version);
      }
      WriteTrial.fill(filled);
      for (Version version : after) {
        List<Running> here = failing.stream().filter(q -> q.culprit == version).toList();
        for (SqlStatement statement : statements(version)) {
          execute(filled, statement);
          execute(empty, statement);
          for (Running query : here) {
            if (refusal(query, filled, empty).isEmpty()) {
              found.remove(query);
            } else {
              found.putIfAbsent(query, statement);
            }
          }
        }
      }
    }
    return found;
  }

  /** Before the migration runs, the new release may be there already. */
  private void theOtherWay(ScratchDatabase old, List<QueryStatement> now) {
    for (QueryStatement statement : now) {
      if (statement.isControl() || statement.isDdl()) {
        continue;
      }
      Optional<String> refusal =
          old.compileError(statement.sql()).filter(m -> !Elsewhere.isMeant(statement, m));
      if (refusal.isPresent()) {
        problems.add(
            RollingMessages.tooEarly(statement.query().name(), release.version(), refusal.get())
                .in(
                    new ScriptModel(statement.query().sql().orElse(""), Optional.empty()),
                    statement.origin(0))
                .at(schema.current(), statement.query().site())
                .as(Severity.WARNING));
      }
    }
  }
}
