package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryMessages;
import dev.rungs.processor.model.Release;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.query.ParameterCheck;
import dev.rungs.processor.query.PlaceholderReader;
import dev.rungs.processor.query.PlainSql;
import dev.rungs.processor.query.Unchecked;
import dev.rungs.processor.query.UncheckedException;
import dev.rungs.processor.replay.diagnose.RejectionReport;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code BrokenQuery}: prepares the queries of a schema on it as it is in the end. */
public final class QueryCheck {
  private final SchemaHistory schema;
  private final ScratchDatabase database;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Map<Unchecked, List<String>> unchecked = new EnumMap<>(Unchecked.class);

  private QueryCheck(SchemaHistory schema, ScratchDatabase database) {
    this.schema = schema;
    this.database = database;
  }

  /**
   * What the queries showed.
   *
   * @param problems in the order of the queries
   * @param unchecked the names of those that were not checked, by reason
   * @param page about their plans; empty if nobody asked
   */
  public record Result(
      List<Problem> problems, Map<Unchecked, List<String>> unchecked, String page) {}

  /**
   * What is asked for beside the check.
   *
   * @param release the last one, if it runs on while the schema changes
   * @param plans whether there is to be a page of plans
   * @param fullScans whether full scans are told
   */
  public record Asked(Optional<Release> release, boolean plans, boolean fullScans) {
    /** Nothing. */
    public static final Asked NOTHING = new Asked(Optional.empty(), false, false);
  }

  /** A statement that SQLite refused, and its words. */
  record Failure(QueryStatement statement, String message) {}

  /**
   * Checks queries.
   *
   * @param schema the schema that they are for
   * @param queries what the program has
   * @param asked what is asked for beside
   * @return what does not fit
   */
  public static Result run(SchemaHistory schema, List<QueryDeclaration> queries, Asked asked) {
    if (schema.finished().isEmpty()) {
      return unknown(
          queries, schema.versions().isEmpty() ? Unchecked.NO_HISTORY : Unchecked.SCHEMA_UNKNOWN);
    }
    try (ScratchDatabase database =
        FinishedSchema.open(schema.finished().get(), schema.extensions())) {
      QueryCheck check = new QueryCheck(schema, database);
      List<QueryStatement> sound = check.check(queries);
      if (!check.failures.isEmpty()) {
        return new Result(check.problems, check.unchecked, "");
      }
      if (asked.release().isPresent()) {
        check.problems.addAll(new RollingCheck(schema, asked.release().get()).run(sound));
      }
      String page = asked.plans() || asked.fullScans() ? check.plans(sound, asked) : "";
      return new Result(check.problems, check.unchecked, page);
    } catch (SqliteUnavailableException e) {
      return new Result(
          List.of(CompileMessages.sqliteUnavailable(e.getMessage()).at(0, Site.NOWHERE)),
          Map.of(),
          "");
    } catch (SQLException e) {
      // Its text does not build it, as may be with a module that this SQLite does not have.
      return unknown(queries, Unchecked.SCHEMA_UNKNOWN);
    }
  }

  private static Result unknown(List<QueryDeclaration> queries, Unchecked reason) {
    return new Result(
        List.of(),
        queries.isEmpty()
            ? Map.of()
            : Map.of(reason, queries.stream().map(QueryDeclaration::name).toList()),
        "");
  }

  private List<QueryStatement> check(List<QueryDeclaration> queries)
      throws SqliteUnavailableException, SQLException {
    List<List<QueryStatement>> all = new ArrayList<>();
    for (QueryDeclaration query : queries) {
      statements(query).ifPresent(all::add);
    }
    new ProgramTables(database).create(all);
    for (List<QueryStatement> statements : all) {
      prepare(statements);
    }
    List<Optional<Blame.Culprit>> culprits =
        failures.isEmpty() ? List.of() : Blame.find(schema, failures);
    List<Optional<AddedAbove>> added = AddedAbove.find(schema, failures);
    for (int i = 0; i < failures.size(); i++) {
      report(failures.get(i), culprits.get(i), added.get(i));
    }
    return all.stream().flatMap(List::stream).toList();
  }

  private Optional<List<QueryStatement>> statements(QueryDeclaration query) {
    try {
      PlainSql plain =
          PlaceholderReader.read(
              query.sql().orElseThrow(() -> new UncheckedException(Unchecked.UNKNOWN)),
              query.binding());
      for (ParameterCheck.Finding finding : ParameterCheck.check(query, plain)) {
        problems.add(
            problem(query, finding.message(), finding.offset())
                .as(finding.warning() ? Severity.WARNING : Severity.ERROR));
      }
      List<SqlStatement> split = ScriptSplitter.split(plain.text());
      List<QueryStatement> statements = new ArrayList<>();
      for (int i = 0; i < split.size(); i++) {
        statements.add(
            QueryStatement.of(query, plain, split.size() == 1 ? 0 : i + 1, split.get(i)));
      }
      return Optional.of(statements);
    } catch (UncheckedException e) {
      skip(query, e.reason());
      return Optional.empty();
    }
  }

  private void skip(QueryDeclaration query, Unchecked reason) {
    unchecked.computeIfAbsent(reason, r -> new ArrayList<>()).add(query.name());
  }

  /** Prepares each statement after those before it have changed the schema, and takes that back. */
  private void prepare(List<QueryStatement> statements) throws SQLException {
    boolean several = statements.size() > 1;
    if (several) {
      database.execute("SAVEPOINT rungs_query");
    }
    for (QueryStatement statement : statements) {
      if (!prepare(statement)) {
        break;
      }
      if (several && statement.isDdl()) {
        // If it fails, it is about what exists at some time of the program.
        database.tryToExecute(statement.sql());
      }
    }
    if (several) {
      database.execute("ROLLBACK TO rungs_query");
      database.execute("RELEASE rungs_query");
    }
  }

  private boolean prepare(QueryStatement statement) throws SQLException {
    if (statement.isControl()) {
      return true;
    }
    Optional<String> complaint = database.compileError(statement.sql());
    if (complaint.isEmpty()) {
      QuotedText.find(database, statement)
          .ifPresent(
              token ->
                  problems.add(
                      problem(
                          statement.query(),
                          QueryMessages.textInDoubleQuotes(statement.query().name(), token.value()),
                          statement.origin(token.offset()))));
      if (statement.number() == 0) {
        missingColumns(statement);
      }
      return true;
    }
    String message = complaint.get();
    if (statement.isDdl() && !SqliteMessage.isSyntax(message)) {
      return true;
    }
    if (Elsewhere.isMeant(statement, message)) {
      skip(statement.query(), Unchecked.ELSEWHERE);
      return false;
    }
    failures.add(new Failure(statement, message));
    return false;
  }

  /** A record whose components have no column: the library fails at run time, or gives null. */
  private void missingColumns(QueryStatement statement) throws SQLException {
    QueryDeclaration query = statement.query();
    if (query.result().isEmpty()) {
      return;
    }
    List<String> columns = database.resultColumns(statement.sql());
    List<String> missing = query.result().get().without(columns);
    if (!columns.isEmpty() && !missing.isEmpty()) {
      problems.add(
          QueryMessages.missingColumns(query.name(), query.result().get().name(), missing, columns)
              .at(schema.current(), query.site()));
    }
  }

  private String plans(List<QueryStatement> statements, Asked asked)
      throws SqliteUnavailableException, SQLException {
    PlanCheck check = new PlanCheck(database);
    List<PlanCheck.Plan> plans = new ArrayList<>();
    for (QueryStatement statement : statements) {
      check.plan(statement).ifPresent(plans::add);
    }
    List<PlanCheck.Plan> slow = plans.stream().filter(PlanCheck.Plan::isSlow).toList();
    List<Optional<String>> dropped = slow.isEmpty() ? List.of() : PlanCheck.dropped(schema, slow);
    for (int i = 0; i < slow.size() && asked.fullScans(); i++) {
      QueryStatement statement = slow.get(i).statement();
      problems.add(
          problem(
              statement.query(),
              QueryMessages.fullScan(
                  statement.query().name(),
                  slow.get(i).slow(),
                  dropped.get(i),
                  slow.get(i).index()),
              statement.origin(0)));
    }
    return asked.plans() ? QueryPage.text(schema.schema(), schema.current(), plans, dropped) : "";
  }

  private void report(
      Failure failure, Optional<Blame.Culprit> culprit, Optional<AddedAbove> added) {
    QueryStatement statement = failure.statement();
    RejectionReport rejections = new RejectionReport(database);
    Optional<String> fix =
        added.isPresent() ? Optional.empty() : rejections.fix(statement.sql(), failure.message());
    Message message =
        QueryMessages.broken(
            statement.query().name(),
            statement.number(),
            failure.message(),
            added.map(a -> a.words(schema.current())).or(() -> culprit.map(Blame.Culprit::words)),
            fix);
    int offset = statement.origin(rejections.place(statement.sql(), failure.message()));
    message = message.in(source(statement.query()), offset);
    if (added.isPresent()) {
      message = added.get().appendTo(message);
    } else if (culprit.isPresent()) {
      message = culprit.get().appendTo(message);
    }
    problems.add(message.at(schema.current(), statement.query().site()));
  }

  private Problem problem(QueryDeclaration query, Message message, int offset) {
    return message.in(source(query), offset).at(schema.current(), query.site());
  }

  private static ScriptModel source(QueryDeclaration query) {
    return new ScriptModel(query.sql().orElse(""), Optional.empty());
  }
}
