package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.rows.SampleRow.Kind;
import dev.rungs.processor.replay.schema.IndexDefinition;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Two rows for each unique index over some rows that a script creates: alike in the columns of the
 * index, and both meeting its condition, as far as that is a list of simple tests.
 */
public final class PartialIndexRows implements Population.Extra {
  private record Wanted(String table, List<SqlToken> columns, List<SqlToken> condition) {}

  private final List<Wanted> indexes = new ArrayList<>();

  private PartialIndexRows() {}

  /** Reads which indexes a script creates. */
  public static Population.Extra of(Script script) {
    PartialIndexRows rows = new PartialIndexRows();
    for (List<SqlToken> tokens : script.tokens()) {
      if (tokens.size() > 3 && tokens.get(0).is("CREATE") && tokens.get(1).is("UNIQUE")) {
        IndexDefinition index = IndexDefinition.of(tokens);
        if (!index.condition().isEmpty()) {
          rows.indexes.add(
              new Wanted(
                  tableOf(tokens), SqlTokenizer.significant(index.columns()), index.condition()));
        }
      }
    }
    return rows.indexes.isEmpty() ? Population.Extra.NONE : rows;
  }

  private static String tableOf(List<SqlToken> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isOperator("(")) {
        return SqlNames.fold(tokens.get(i - 1).value());
      }
    }
    return "";
  }

  @Override
  public List<SampleRow> rows(Table table, List<SampleRow> made, SampleValues values) {
    List<SampleRow> pairs = new ArrayList<>();
    for (Wanted index : indexes) {
      if (!index.table().equals(SqlNames.fold(table.name())) || made.isEmpty()) {
        continue;
      }
      FreshRows fresh = new FreshRows(table, values);
      Object[] one = fresh.copy(made);
      Object[] other = fresh.copy(made);
      for (SqlToken token : index.columns()) {
        int column = table.indexOf(token.value());
        if (column >= 0) {
          other[column] = one[column];
        }
      }
      meet(table, index.condition(), one);
      meet(table, index.condition(), other);
      pairs.add(new SampleRow(Kind.TWIN, one));
      pairs.add(new SampleRow(Kind.TWIN, other));
    }
    return pairs;
  }

  /** Sets the columns that are compared with a literal or NULL; of parts of an OR, the first. */
  private static void meet(Table table, List<SqlToken> condition, Object[] row) {
    for (int i = 0; i < condition.size() && !condition.get(i).is("OR"); i++) {
      int column = condition.get(i).isName() ? table.indexOf(condition.get(i).value()) : -1;
      if (column < 0) {
        continue;
      }
      boolean negated = i > 0 && condition.get(i - 1).is("NOT");
      List<SqlToken> test = condition.subList(i + 1, Math.min(i + 5, condition.size()));
      if (isNullTest(test)) {
        row[column] = null;
      } else if (!negated && isComparison(test)) {
        literal(test).ifPresent(value -> row[column] = value);
      } else if (negated && (test.isEmpty() || test.get(0).is("AND"))) {
        row[column] = 0L;
      }
    }
  }

  private static boolean isNullTest(List<SqlToken> test) {
    return !test.isEmpty() && test.get(0).is("ISNULL")
        || test.size() > 1 && test.get(0).is("IS") && test.get(1).is("NULL");
  }

  private static boolean isComparison(List<SqlToken> test) {
    if (test.size() < 2) {
      return false;
    }
    SqlToken sign = test.get(0);
    return sign.isOperator("=")
        || sign.isOperator("==")
        || sign.isOperator(">=")
        || sign.isOperator("<=")
        || sign.is("IN")
        || sign.is("IS") && !test.get(1).is("NOT");
  }

  private static java.util.Optional<Object> literal(List<SqlToken> test) {
    int from = test.get(0).is("IN") ? 2 : 1;
    int to = Math.min(test.size(), from + (test.get(from).isOperator("-") ? 2 : 1));
    StringBuilder text = new StringBuilder();
    for (SqlToken token : test.subList(from, to)) {
      text.append(token.text());
    }
    if (text.toString().equalsIgnoreCase("TRUE") || text.toString().equalsIgnoreCase("FALSE")) {
      return java.util.Optional.of(text.toString().equalsIgnoreCase("TRUE") ? 1L : 0L);
    }
    return Literals.of(text.toString()).all().stream().findFirst();
  }
}
