package dev.rungs.processor.replay.schema;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an index is over, read from its CREATE statement.
 *
 * @param unique whether it is unique
 * @param columns what is between the parentheses, folded and without quotes
 * @param condition what follows WHERE; empty for an index over all rows
 */
public record IndexDefinition(boolean unique, String columns, List<SqlToken> condition) {
  /** Reads {@code CREATE [UNIQUE] INDEX name ON table (…) [WHERE …]}. */
  public static IndexDefinition of(String sql) {
    return of(SqlTokenizer.significant(sql));
  }

  /** Reads the tokens of such a statement. */
  public static IndexDefinition of(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    while (!reader.atEnd() && !reader.peek().isOperator("(")) {
      reader.take();
    }
    String columns = reader.atEnd() ? "" : folded(reader.parenthesized());
    List<SqlToken> condition = reader.accept("WHERE") ? List.copyOf(reader.rest()) : List.of();
    return new IndexDefinition(tokens.size() > 1 && tokens.get(1).is("UNIQUE"), columns, condition);
  }

  /** Whether another index of the same table does all that this one does. */
  public boolean isServedBy(IndexDefinition other) {
    return columns.equals(other.columns)
        && folded(condition).equals(folded(other.condition))
        && (other.unique || !unique);
  }

  /** Whether a table's own primary key or UNIQUE is over the same columns. */
  public boolean isServedByKeyOf(ScratchDatabase database, String table) throws SQLException {
    if (!condition.isEmpty()) {
      return false;
    }
    Set<String> wanted = Set.of(columns.split(" , "));
    List<String> keys =
        database.query(
            "SELECT name FROM pragma_index_list("
                + SqlNames.literal(table)
                + ") WHERE \"unique\" AND origin <> 'c'",
            row -> row.getString(1));
    for (String key : keys) {
      List<String> parts =
          database.query(
              "SELECT name FROM pragma_index_info(" + SqlNames.literal(key) + ")",
              row -> SqlNames.fold(String.valueOf(row.getString(1))));
      if (new HashSet<>(parts).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** A CREATE statement of an index or trigger from behind its name on, for comparing. */
  public static String withoutName(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).is("INDEX") || tokens.get(i).is("TRIGGER")) {
        return folded(tokens.subList(Math.min(i + 2, tokens.size()), tokens.size()));
      }
    }
    return folded(tokens);
  }

  private static String folded(List<SqlToken> tokens) {
    return tokens.stream()
        .map(t -> t.isName() ? SqlNames.fold(t.value()) : t.text())
        .collect(Collectors.joining(" "));
  }
}
