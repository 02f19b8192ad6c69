package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.SchemaHistory.Version;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code FullScan}: asks SQLite how it would run a query on empty tables, without statistics. A
 * table that is read whole, or sorted in a temporary B-tree, counts if an index would make that
 * unnecessary: SQLite is asked again with the index there.
 */
final class PlanCheck {
  private static final Pattern SCAN = Pattern.compile("SCAN (\\S+)(?: AS (\\S+))?");
  private static final Pattern INDEX = Pattern.compile("USING (?:COVERING )?INDEX (\\S+)");
  private static final String SORT = "USE TEMP B-TREE FOR ORDER BY";
  private static final String TRIED = "rungs_try_7d1f";
  private static final int MOST_COLUMNS = 8;

  private final ScratchDatabase database;

  PlanCheck(ScratchDatabase database) {
    this.database = database;
  }

  /**
   * The plan of a statement.
   *
   * @param steps in SQLite's words
   * @param slow the step that an index would spare
   * @param index the statement that creates the index
   */
  record Plan(QueryStatement statement, List<String> steps, String slow, String index) {
    boolean isSlow() {
      return !slow.isEmpty();
    }
  }

  /** Plans a statement that compiles; empty if it reads nothing. */
  Optional<Plan> plan(QueryStatement statement) throws SQLException {
    if (statement.isControl() || statement.isDdl()) {
      return Optional.empty();
    }
    List<String> steps = steps(database, statement.sql());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    for (String step : steps) {
      Matcher scan = SCAN.matcher(step);
      if (scan.matches()) {
        Optional<String> index = helpful(statement, table(statement, scan.group(1)), step);
        if (index.isPresent()) {
          return Optional.of(new Plan(statement, steps, step, index.get()));
        }
      }
    }
    if (steps.contains(SORT) && statement.tokens().stream().anyMatch(t -> t.is("WHERE"))) {
      for (String table : tables(statement)) {
        Optional<String> index = helpful(statement, table, SORT);
        if (index.isPresent()) {
          return Optional.of(new Plan(statement, steps, SORT, index.get()));
        }
      }
    }
    return Optional.of(new Plan(statement, steps, "", ""));
  }

  static List<String> steps(ScratchDatabase database, String sql) {
    try {
      return database.query("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail"));
    } catch (SQLException e) {
      return List.of(); // It has no plan at this version.
    }
  }

  /** The index that spares a step, over one column that the statement names or two. */
  private Optional<String> helpful(QueryStatement statement, String table, String step)
      throws SQLException {
    List<String> columns = columns(statement, table);
    List<List<String>> tries = new ArrayList<>();
    columns.forEach(column -> tries.add(List.of(column)));
    if (step.equals(SORT)) {
      for (String first : columns) {
        columns.stream()
            .filter(second -> !second.equals(first))
            .forEach(second -> tries.add(List.of(first, second)));
      }
    }
    for (List<String> over : tries) {
      if (helps(statement, table, over, step)) {
        String name = table + "_by_" + String.join("_", over);
        return Optional.of(
            "CREATE INDEX " + name + " ON " + table + " (" + String.join(", ", over) + ");");
      }
    }
    return Optional.empty();
  }

  private boolean helps(QueryStatement statement, String table, List<String> over, String step)
      throws SQLException {
    database.execute("SAVEPOINT rungs_plan");
    try {
      database.execute(
          "CREATE INDEX "
              + TRIED
              + " ON "
              + SqlNames.quote(table)
              + " ("
              + String.join(", ", over.stream().map(SqlNames::quote).toList())
              + ")");
      List<String> with = steps(database, statement.sql());
      boolean searches =
          with.stream().anyMatch(s -> s.startsWith("SEARCH") && s.contains(TRIED))
              || step.equals(SORT) && with.stream().anyMatch(s -> s.contains(TRIED));
      return searches && !with.contains(step);
    } catch (SQLException e) {
      return false; // A view, or a virtual table.
    } finally {
      database.execute("ROLLBACK TO rungs_plan");
      database.execute("RELEASE rungs_plan");
    }
  }

  /** SQLite names a table by its alias. */
  private String table(QueryStatement statement, String name) throws SQLException {
    List<SqlToken> tokens = statement.tokens();
    if (isTable(name)) {
      return name;
    }
    for (int i = 1; i < tokens.size(); i++) {
      if (SqlNames.same(tokens.get(i).value(), name)) {
        int before = tokens.get(i - 1).is("AS") ? i - 2 : i - 1;
        if (before >= 0 && isTable(tokens.get(before).value())) {
          return tokens.get(before).value();
        }
      }
    }
    return name;
  }

  private Set<String> tables(QueryStatement statement) throws SQLException {
    Set<String> tables = new LinkedHashSet<>();
    for (SqlToken token : statement.tokens()) {
      if (token.isName() && isTable(token.value())) {
        tables.add(token.value());
      }
    }
    return tables;
  }

  private boolean isTable(String name) throws SQLException {
    return !database
        .query(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower("
                + SqlNames.literal(name)
                + ")",
            row -> 1)
        .isEmpty();
  }

  private List<String> columns(QueryStatement statement, String table) throws SQLException {
    List<String> all =
        database.query(
            "SELECT name FROM pragma_table_info(" + SqlNames.literal(table) + ")",
            row -> row.getString(1));
    return all.stream()
        .filter(
            column ->
                statement.tokens().stream()
                    .anyMatch(t -> t.isName() && SqlNames.same(t.value(), column)))
        .limit(MOST_COLUMNS)
        .toList();
  }

  /**
   * Finds the migration that dropped the index which a query used.
   *
   * @return for each plan the version and the index, as a sentence; empty if it never had one
   */
  static List<Optional<String>> dropped(SchemaHistory schema, List<Plan> slow)
      throws SqliteUnavailableException, SQLException {
    List<String> used = new ArrayList<>();
    List<Optional<String>> found = new ArrayList<>();
    slow.forEach(
        plan -> {
          used.add("");
          found.add(Optional.empty());
        });
    try (ScratchDatabase database = ScratchDatabase.open(Options.LIMIT, schema.extensions())) {
      for (Version version : schema.versions()) {
        run(version, database);
        for (int i = 0; i < slow.size(); i++) {
          List<String> steps = steps(database, slow.get(i).statement().sql());
          boolean isSlow = steps.contains(slow.get(i).slow());
          if (!steps.isEmpty() && !isSlow) {
            used.set(i, index(steps));
            found.set(i, Optional.empty());
          } else if (isSlow && !used.get(i).isEmpty() && found.get(i).isEmpty()) {
            found.set(
                i,
                Optional.of(
                    "It used the index " + used.get(i) + " before " + version.words() + "."));
          }
        }
      }
    }
    return found;
  }

  private static String index(List<String> steps) {
    for (String step : steps) {
      Matcher matcher = INDEX.matcher(step);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return "";
  }

  private static void run(Version version, ScratchDatabase database) {
    for (SqlStatement statement :
        ScriptSplitter.split(version.up().map(ScriptModel::text).orElse(""))) {
      StatementKind kind = StatementKind.of(SqlTokenizer.significant(statement.text()));
      if (EnumSet.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE)
          .contains(kind)) {
        continue;
      }
      // What needs rows did nothing to an index.
      database.tryToExecute(statement.text());
    }
  }
}
