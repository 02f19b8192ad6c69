package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The result expressions of the queries in a statement. */
public final class SelectItems {
  /**
   * One result expression, without its alias.
   *
   * @param tokens in order
   */
  public record Item(List<SqlToken> tokens) {
    /** The column, folded, if the expression is no more than that. */
    public Optional<String> column() {
      int last = tokens.size() - 1;
      boolean plain = last >= 0 && last % 2 == 0;
      for (int i = 0; plain && i <= last; i++) {
        plain = i % 2 == 0 ? tokens.get(i).isName() : tokens.get(i).isOperator(".");
      }
      return plain ? Optional.of(SqlNames.fold(tokens.get(last).value())) : Optional.empty();
    }

    /** Whether it stands for all columns. */
    public boolean isStar() {
      return !tokens.isEmpty()
          && tokens.size() <= 3
          && tokens.get(tokens.size() - 1).isOperator("*")
          && (tokens.size() == 1 || tokens.get(tokens.size() - 2).isOperator("."));
    }

    /** Every name in it, folded: columns, tables and functions. */
    public Set<String> names() {
      return SelectItems.names(tokens);
    }
  }

  /**
   * The result of one query.
   *
   * @param outermost whether it stands in no parentheses
   * @param items its result expressions
   */
  public record Select(boolean outermost, List<Item> items) {}

  private static final Set<String> ENDS =
      Set.of(
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "WINDOW",
          "ORDER",
          "LIMIT",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "ON",
          "RETURNING");

  private SelectItems() {}

  /** Reads all queries of a statement, those in parentheses too. */
  public static List<Select> of(List<SqlToken> tokens) {
    List<Select> selects = new ArrayList<>();
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
      if (tokens.get(i).is("SELECT")) {
        selects.add(new Select(depth == 0, items(tokens, i + 1)));
      }
    }
    return selects;
  }

  /** The names among some tokens, folded. */
  public static Set<String> names(List<SqlToken> tokens) {
    Set<String> names = new LinkedHashSet<>();
    tokens.stream().filter(SqlToken::isName).forEach(t -> names.add(SqlNames.fold(t.value())));
    return names;
  }

  private static List<Item> items(List<SqlToken> tokens, int after) {
    int from = after;
    if (from < tokens.size() && (tokens.get(from).is("DISTINCT") || tokens.get(from).is("ALL"))) {
      from++;
    }
    List<Item> items = new ArrayList<>();
    int depth = 0;
    for (int i = from; i <= tokens.size(); i++) {
      SqlToken token = i < tokens.size() ? tokens.get(i) : null;
      boolean end = token == null || (depth == 0 && isEnd(token));
      if (end || (depth == 0 && token.isOperator(","))) {
        items.add(new Item(withoutAlias(tokens.subList(from, i))));
        from = i + 1;
      }
      if (end) {
        return items;
      }
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
    }
    return items;
  }

  private static boolean isEnd(SqlToken token) {
    return token.isOperator(")") || ENDS.stream().anyMatch(token::is);
  }

  private static List<SqlToken> withoutAlias(List<SqlToken> tokens) {
    int size = tokens.size();
    if (size < 2 || !(tokens.get(size - 1).isName() && !tokens.get(size - 1).is("END"))) {
      return tokens;
    }
    SqlToken before = tokens.get(size - 2);
    if (before.is("AS")) {
      return tokens.subList(0, size - 2);
    }
    boolean operator = before.kind() == TokenKind.OPERATOR;
    boolean alias = before.isOperator(")") || before.is("END") || !operator;
    return alias && !isWordOperator(before) ? tokens.subList(0, size - 1) : tokens;
  }

  private static boolean isWordOperator(SqlToken token) {
    return List.of(
            "NOT", "AND", "OR", "IS", "IN", "LIKE", "GLOB", "COLLATE", "ELSE", "THEN", "WHEN")
        .stream()
        .anyMatch(token::is);
  }
}
