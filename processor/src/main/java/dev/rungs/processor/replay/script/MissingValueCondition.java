package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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
    if (Keywords.areIn(tokens, "CASE")) {
      return false; // AND and OR in it are its own.
    }
    List<List<SqlToken>> either = split(tokens, "OR");
    if (either.size() > 1) {
      for (List<SqlToken> part : either) {
        if (!holds(part)) {
          return false;
        }
      }
      return true;
    }
    List<List<SqlToken>> all = split(tokens, "AND");
    if (all.size() == 1) {
      return isTest(tokens);
    }
    for (List<SqlToken> part : all) {
      if (holds(part)) {
        return true;
      }
    }
    return false;
  }

  /** The parts of a condition that must all hold; empty if one of several is enough. */
  public static List<List<SqlToken>> conjuncts(List<SqlToken> condition) {
    List<SqlToken> tokens = withoutParentheses(condition);
    if (Keywords.areIn(tokens, "CASE") || split(tokens, "OR").size() > 1) {
      return List.of();
    }
    List<List<SqlToken>> parts = new ArrayList<>();
    for (List<SqlToken> part : split(tokens, "AND")) {
      parts.add(withoutParentheses(part));
    }
    return parts;
  }

  /** {@code column IS NULL} of one of some columns, folded, and nothing else. */
  public static boolean isNullTest(List<SqlToken> condition, Set<String> columns) {
    TokenReader reader = new TokenReader(condition);
    Optional<ColumnName> name = ColumnName.take(reader);
    boolean named = name.isPresent() && columns.contains(name.get().column());
    return named && (reader.accept("IS", "NULL") || reader.accept("ISNULL")) && reader.atEnd();
  }

  static List<SqlToken> withoutParentheses(List<SqlToken> tokens) {
    List<SqlToken> inner = tokens;
    while (TokenReader.isParenthesized(inner)) {
      inner = inner.subList(1, inner.size() - 1);
    }
    return inner;
  }

  /** Parts between a keyword outside parentheses. The AND of a BETWEEN parts nothing. */
  private static List<List<SqlToken>> split(List<SqlToken> tokens, String keyword) {
    AtomicInteger between = new AtomicInteger();
    return TokenReader.splitAt(
        tokens,
        token -> {
          if (token.is("BETWEEN")) {
            between.incrementAndGet();
          } else if (token.is("AND") && between.get() > 0) {
            between.decrementAndGet();
            return false;
          }
          return token.is(keyword);
        });
  }

  /** {@code column IS NULL}, {@code column = ''}, and nothing else. */
  private boolean isTest(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    Optional<ColumnName> name = ColumnName.take(reader);
    if (name.isEmpty() || !name.get().isOf(table, column)) {
      return false;
    }
    if (reader.accept("ISNULL")) {
      return reader.atEnd();
    }
    boolean is = reader.accept("IS");
    if (is && reader.accept("NULL")) {
      return reader.atEnd();
    }
    boolean equals = is || reader.acceptOperator("=") || reader.acceptOperator("==");
    return equals && reader.peek().text().equals("''") && reader.rest().size() == 1;
  }
}
