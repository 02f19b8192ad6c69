package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** Reads a condition for one thing: whether it lets through only rows without a value. */
public final class MissingValueCondition {
  private final String table;
  private final String column;

  /**
   * Asks about a column.
   *
   * @param table the name that qualifies it, folded
   * @param column folded
   */
  MissingValueCondition(String table, String column) {
    this.table = table;
    this.column = column;
  }

  /** Whether no row passes in which the column is neither NULL nor empty text. */
  boolean holds(List<SqlToken> condition) {
    List<SqlToken> tokens = withoutParentheses(condition);
    if (tokens.stream().anyMatch(t -> t.is("CASE"))) {
      return false; // AND and OR in it are its own.
    }
    List<List<SqlToken>> either = split(tokens, "OR");
    if (either.size() > 1) {
      return either.stream().allMatch(this::holds);
    }
    List<List<SqlToken>> all = split(tokens, "AND");
    return all.size() > 1 ? all.stream().anyMatch(this::holds) : isTest(tokens);
  }

  /** The parts of a condition that must all hold; empty where one of several is enough. */
  public static List<List<SqlToken>> conjuncts(List<SqlToken> condition) {
    List<SqlToken> tokens = withoutParentheses(condition);
    if (tokens.stream().anyMatch(t -> t.is("CASE")) || split(tokens, "OR").size() > 1) {
      return List.of();
    }
    return split(tokens, "AND").stream().map(MissingValueCondition::withoutParentheses).toList();
  }

  static List<SqlToken> withoutParentheses(List<SqlToken> tokens) {
    List<SqlToken> inner = tokens;
    while (inner.size() > 1
        && inner.get(0).isOperator("(")
        && CheckText.closing(inner, 0) == inner.size() - 1
        && inner.get(inner.size() - 1).isOperator(")")) {
      inner = inner.subList(1, inner.size() - 1);
    }
    return inner;
  }

  /** Parts between a keyword outside parentheses. The AND of a BETWEEN parts nothing. */
  private static List<List<SqlToken>> split(List<SqlToken> tokens, String keyword) {
    List<List<SqlToken>> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    int between = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.nesting();
      if (depth == 0 && token.is("BETWEEN")) {
        between++;
      } else if (depth == 0 && token.is("AND") && between > 0) {
        between--;
      } else if (depth == 0 && token.is(keyword)) {
        parts.add(tokens.subList(from, i));
        from = i + 1;
      }
    }
    parts.add(tokens.subList(from, tokens.size()));
    return parts;
  }

  /** {@code column IS NULL}, {@code column = ''}, and nothing else. */
  private boolean isTest(List<SqlToken> tokens) {
    int after = 0;
    if (isNamed(tokens, 0, column)) {
      after = 1;
    } else if (isNamed(tokens, 0, table)
        && tokens.size() > 1
        && tokens.get(1).isOperator(".")
        && isNamed(tokens, 2, column)) {
      after = 3;
    }
    int left = tokens.size() - after;
    if (after == 0 || left < 1 || left > 2) {
      return false;
    }
    SqlToken test = tokens.get(after);
    if (left == 1) {
      return test.is("ISNULL");
    }
    SqlToken value = tokens.get(after + 1);
    boolean empty = value.text().equals("''");
    return test.is("IS") ? value.is("NULL") || empty : isEquals(test) && empty;
  }

  private static boolean isEquals(SqlToken token) {
    return token.isOperator("=") || token.isOperator("==");
  }

  private static boolean isNamed(List<SqlToken> tokens, int i, String name) {
    return i < tokens.size()
        && tokens.get(i).isName()
        && SqlNames.fold(tokens.get(i).value()).equals(name);
  }
}
