package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.MissingValueCondition;
import dev.rungs.processor.replay.script.Patterns;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes rows until they satisfy the CHECKs of their table: candidates come from the CHECKs' own
 * literals and from a few common forms, and SQLite itself is asked which of them pass.
 */
public final class CheckSolver {
  private static final int MOST_COMBINATIONS = 400;

  private static final List<Object> COMMON =
      List.of(
          1L,
          0L,
          2L,
          3L,
          10L,
          100L,
          -1L,
          0.5,
          "Zb",
          "a",
          "A",
          "abc",
          "ABC",
          "{}",
          "[]",
          "",
          "2031-01-01",
          "2031-01-01 00:00:00",
          "2031-01-01T00:00:00Z",
          "12:00",
          "1",
          "0123456789abcdef0123456789abcdef",
          "123e4567-e89b-42d3-a456-426614174000",
          "zb@tq.example",
          "https://tq.example",
          "#00ff00",
          "#00FF00",
          "+15550100",
          "2031-01-01T00:00:00.000Z",
          "2031-01-01 00:00:00.000",
          "2031-01-01T00:00:00",
          "2031-01-01T00:00:00+00:00",
          "2031-01",
          "12:00:00",
          "1.2.3",
          "1.2",
          "01ARZ3NDEKTSV4RRFFQ69G5FAV",
          "018f4e3a-7b2c-7d3e-8f4a-5b6c7d8e9f0a",
          "192.168.0.1",
          "9780306406157",
          "en",
          "en-US",
          "EUR",
          "tq/zb",
          "/tq/zb",
          "/tq/zb/",
          "tq-zb",
          "tq_zb",
          "{\"a\":1}",
          "[1]",
          "[\"a\"]",
          "\"a\"",
          "true",
          "null",
          new byte[] {1});

  /**
   * One CHECK.
   *
   * @param sql its expression
   * @param columns those that it speaks of
   * @param equations the columns that must equal an expression, such as a sum of others
   */
  private record Check(
      String sql, Literals literals, List<Integer> columns, Map<Integer, String> equations) {}

  private final ScratchDatabase database;
  private final CheckMemory memory;
  private final Table table;
  private final List<Check> checks = new ArrayList<>();
  private final Map<Integer, List<Object>> candidates = new HashMap<>();

  /** Columns that have candidates which no other trial has. */
  private final Set<Integer> unrepeatable = new HashSet<>();

  CheckSolver(ScratchDatabase database, Table table, SampleValues values) {
    this.database = database;
    this.memory = database.attached(CheckMemory.class, CheckMemory::new);
    this.table = table;
    for (String sql : table.checks()) {
      CheckMemory.Parsed parsed = memory.parsed(sql);
      Literals literals = parsed.literals();
      Check check =
          new Check(sql, literals, columnsIn(parsed.tokens()), equations(sql, parsed.tokens()));
      checks.add(check);
      for (int column : check.columns) {
        Column of = table.columns().get(column);
        List<Object> all = candidates.computeIfAbsent(column, c -> new ArrayList<>());
        if (literals.lengths(of.name()).isEmpty()) {
          all.addAll(memory.candidates(sql, of.name(), () -> candidates(literals, of, values)));
        } else {
          all.addAll(candidates(literals, of, values));
          unrepeatable.add(column);
        }
      }
    }
  }

  /** {@code column = expression} among what must hold. */
  private Map<Integer, String> equations(String sql, List<SqlToken> tokens) {
    Map<Integer, String> equations = new HashMap<>();
    for (List<SqlToken> part : MissingValueCondition.conjuncts(tokens)) {
      for (int i = 1; i + 1 < part.size(); i++) {
        SqlToken operator = part.get(i);
        if (operator.isOperator("=") || operator.isOperator("==") || operator.is("IS")) {
          equation(sql, part.subList(0, i), part.subList(i + 1, part.size()), equations);
          equation(sql, part.subList(i + 1, part.size()), part.subList(0, i), equations);
        }
      }
    }
    return equations;
  }

  private void equation(
      String sql, List<SqlToken> left, List<SqlToken> right, Map<Integer, String> equations) {
    int column = left.size() == 1 && left.get(0).isName() ? table.indexOf(left.get(0).value()) : -1;
    if (column >= 0 && right.size() > 1) {
      int end = right.get(right.size() - 1).end();
      equations.putIfAbsent(column, sql.substring(right.get(0).offset(), end));
    }
  }

  private List<Integer> columnsIn(List<SqlToken> tokens) {
    Set<Integer> columns = new TreeSet<>();
    for (SqlToken token : tokens) {
      int index = token.isName() ? table.indexOf(token.value()) : -1;
      if (index >= 0) {
        columns.add(index);
      }
    }
    return List.copyOf(columns);
  }

  private static Set<Object> candidates(Literals literals, Column column, SampleValues values) {
    Set<Object> found = new LinkedHashSet<>(literals.comparedWith(column.name()));
    Set<Integer> lengths = literals.lengths(column.name());
    for (int length : lengths) {
      for (int i = 0; i < 3; i++) {
        String word = values.word() + values.word() + values.word();
        found.add(repeated(word.substring(2), length));
        found.add(Arrays.copyOf(values.blob(), length));
        found.add(repeated(String.valueOf(values.integer()), length));
      }
    }
    found.addAll(literals.all());
    for (Object literal : literals.all()) {
      if (literal instanceof Long n) {
        found.addAll(List.of(n - 1, n + 1, n + 2, n + 3));
        if (n > 0 && n <= 20) {
          found.add("[" + "1,".repeat(n.intValue() - 1) + "1]");
        }
      } else if (literal instanceof String pattern) {
        found.addAll(Patterns.matches(pattern, lengths));
      }
    }
    found.addAll(COMMON);
    return found;
  }

  private static String repeated(String text, int length) {
    return text.repeat(1 + length / text.length()).substring(0, length);
  }

  /** Changes the values of rows in place, if a CHECK refuses them and another value passes. */
  void fit(List<SampleRow> rows) {
    if (checks.isEmpty()) {
      return;
    }
    for (int column : candidates.keySet()) {
      fitColumn(rows, column);
    }
    for (Check check : checks) {
      if (check.columns.size() > 1) {
        fitTogether(rows, check);
      }
    }
  }

  /** Looks at the checks that name one column only. */
  private void fitColumn(List<SampleRow> rows, int column) {
    List<Check> own = new ArrayList<>();
    for (Check check : checks) {
      if (check.columns.equals(List.of(column))) {
        own.add(check);
      }
    }
    if (own.isEmpty()) {
      return;
    }
    List<List<Object>> made = new ArrayList<>();
    for (SampleRow row : rows) {
      made.add(Arrays.asList(row.values()[column]));
    }
    // Two questions: that about the candidates is nearly always one that was asked before.
    List<Boolean> pass = passing(own, List.of(column), made);
    CheckMemory.Good good = good(own, column, made);
    candidates.put(column, good.values());
    for (int i = 0; i < rows.size() && good.preferred() > 0; i++) {
      if (!pass.get(i)) {
        rows.get(i).values()[column] = good.values().get((i * 3 + column) % good.preferred());
      }
    }
  }

  private CheckMemory.Good good(List<Check> own, int column, List<List<Object>> made) {
    for (Check check : own) {
      if (unrepeatable.contains(column) || !check.equations.isEmpty()) {
        return findGood(own, column, made);
      }
    }
    String question = table.columns().get(column).name() + '\0' + String.join("\0", table.checks());
    return memory.good(question, () -> findGood(own, column, List.of()));
  }

  /** Finds what passes; what was made is put through the equations, too. */
  private CheckMemory.Good findGood(List<Check> own, int column, List<List<Object>> made) {
    List<List<Object>> others = new ArrayList<>();
    for (Object candidate : candidates.get(column)) {
      others.add(Arrays.asList(candidate));
    }
    for (Check check : own) {
      for (String expression : check.equations.values()) {
        List<List<Object>> all = new ArrayList<>(made);
        all.addAll(others);
        for (Object value : results(expression, List.of(column), all)) {
          others.add(Arrays.asList(value));
        }
      }
    }
    List<Boolean> pass = passing(own, List.of(column), others);
    List<Object> good = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      if (pass.get(i)) {
        good.add(others.get(i).get(0));
      }
    }
    return new CheckMemory.Good(good, good.isEmpty() ? 0 : preferred(own, good));
  }

  /** Values that the check itself names come first in the list; those alone if there are some. */
  private static int preferred(List<Check> checks, List<Object> good) {
    Set<Object> named = new LinkedHashSet<>();
    for (Check check : checks) {
      named.addAll(check.literals.all());
    }
    int count = 0;
    for (Object value : good) {
      count += named.contains(value) ? 1 : 0;
    }
    return count > 0 && named.contains(good.get(0)) ? Math.min(count, good.size()) : good.size();
  }

  private void fitTogether(List<SampleRow> rows, Check check) {
    List<List<Object>> asked = new ArrayList<>();
    for (SampleRow row : rows) {
      asked.add(valuesOf(row, check.columns));
    }
    List<Boolean> pass = passing(List.of(check), check.columns, asked);
    for (int i = 0; i < rows.size(); i++) {
      if (pass.get(i)) {
        continue;
      }
      List<List<Object>> combinations = solutions(rows.get(i), check);
      combinations.addAll(combinations(rows.get(i), check, i));
      List<Check> all = checks.stream().filter(c -> check.columns.containsAll(c.columns)).toList();
      int good = passing(all, check.columns, combinations).indexOf(true);
      for (int c = 0; good >= 0 && c < check.columns.size(); c++) {
        rows.get(i).values()[check.columns.get(c)] = combinations.get(good).get(c);
      }
    }
  }

  /** The row with each column that must equal an expression set to its value. */
  private List<List<Object>> solutions(SampleRow row, Check check) {
    List<List<Object>> solutions = new ArrayList<>();
    List<Object> own = valuesOf(row, check.columns);
    for (Map.Entry<Integer, String> equation : check.equations.entrySet()) {
      for (Object value : results(equation.getValue(), check.columns, List.of(own))) {
        List<Object> solved = new ArrayList<>(own);
        solved.set(check.columns.indexOf(equation.getKey()), value);
        solutions.add(solved);
      }
    }
    return solutions;
  }

  /** The values of an expression; none if it has an error. */
  private List<Object> results(
      String expression, List<Integer> columns, List<List<Object>> tuples) {
    List<Object> results = new ArrayList<>();
    for (List<Object> tuple : tuples) {
      try {
        results.addAll(
            database.query(
                "WITH sample("
                    + names(columns)
                    + ") AS (VALUES "
                    + tuple(tuple)
                    + ") SELECT "
                    + expression
                    + " FROM sample",
                row ->
                    row.getObject(1) instanceof Integer n
                        ? (Object) n.longValue()
                        : row.getObject(1)));
      } catch (SQLException e) {
        // It is not for such values.
      }
    }
    return results;
  }

  private String names(List<Integer> columns) {
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      names.add(SqlNames.quote(table.columns().get(column).name()));
    }
    return String.join(", ", names);
  }

  /** Changes one column, then two, then all of them, for other candidates. */
  private List<List<Object>> combinations(SampleRow row, Check check, int seed) {
    List<List<Object>> combinations = new ArrayList<>();
    List<Object> own = valuesOf(row, check.columns);
    for (int c = 0; c < own.size(); c++) {
      for (Object value : options(check, c, own)) {
        List<Object> changed = new ArrayList<>(own);
        changed.set(c, value);
        combinations.add(changed);
      }
    }
    for (int step = 0; combinations.size() < MOST_COMBINATIONS; step++) {
      List<Object> changed = new ArrayList<>();
      for (int c = 0; c < own.size(); c++) {
        List<Object> options = options(check, c, own);
        changed.add(options.get(Math.floorMod(seed + step * (c + 1) + step / 7, options.size())));
      }
      combinations.add(changed);
    }
    return combinations;
  }

  private List<Object> options(Check check, int place, List<Object> own) {
    int index = check.columns.get(place);
    List<Object> options = new ArrayList<>(own);
    options.addAll(candidates.get(index));
    if (!table.columns().get(index).notNull()) {
      options.add(null);
    }
    return options;
  }

  private static List<Object> valuesOf(SampleRow row, List<Integer> columns) {
    List<Object> values = new ArrayList<>();
    for (int column : columns) {
      values.add(row.values()[column]);
    }
    return values;
  }

  /** Asks SQLite which tuples pass. A check that cannot be evaluated is taken as not passed. */
  private List<Boolean> passing(
      List<Check> asked, List<Integer> columns, List<List<Object>> tuples) {
    String names = names(columns);
    List<String> conditions = new ArrayList<>();
    for (Check check : asked) {
      conditions.add(check.sql);
    }
    String condition = String.join(" AND ", conditions);
    String head = "WITH sample(" + names + ") AS (VALUES ";
    String tail = ") SELECT coalesce(" + condition + ", 1) <> 0 FROM sample";
    StringBuilder tupled = new StringBuilder();
    for (List<Object> tuple : tuples) {
      SampleValues.addTuple(tuple, tupled);
    }
    String rows = tupled.toString();
    return memory.answer(head + rows + tail, () -> ask(head, tail, rows, tuples));
  }

  private List<Boolean> ask(String head, String tail, String rows, List<List<Object>> tuples) {
    try {
      return database.query(head + rows + tail, row -> row.getInt(1) != 0);
    } catch (SQLException e) {
      // One of them causes an error, such as malformed JSON: ask about each alone.
      List<Boolean> pass = new ArrayList<>();
      for (List<Object> tuple : tuples) {
        try {
          pass.addAll(database.query(head + tuple(tuple) + tail, row -> row.getInt(1) != 0));
        } catch (SQLException refused) {
          pass.add(false);
        }
      }
      return pass;
    }
  }

  private static String tuple(List<Object> values) {
    StringBuilder tuple = new StringBuilder();
    SampleValues.addTuple(values, tuple);
    return tuple.toString();
  }
}
