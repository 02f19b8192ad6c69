package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
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

  private static final String[] ENDS = {
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
    "RETURNING"
  };

  private SelectItems() {}

  /** Reads all queries of a statement, those in parentheses too. */
  public static List<Select> of(List<SqlToken> tokens) {
    List<Select> selects = new ArrayList<>();
    read(tokens, true, selects);
    return selects;
  }

  private static void read(List<SqlToken> tokens, boolean outermost, List<Select> selects) {
    int at = 0;
    TokenReader reader = new TokenReader(tokens);
    while (!reader.atEnd()) {
      List<SqlToken> group = reader.group();
      at += group.size();
      if (group.size() > 1) {
        read(group.subList(1, group.size()), false, selects);
      } else if (group.get(0).is("SELECT")) {
        selects.add(new Select(outermost, items(tokens, at)));
      }
    }
  }

  /** The names among some tokens, folded. */
  public static Set<String> names(List<SqlToken> tokens) {
    Set<String> names = new LinkedHashSet<>();
    for (SqlToken token : tokens) {
      if (token.isName()) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return names;
  }

  private static List<Item> items(List<SqlToken> tokens, int after) {
    int from = after;
    if (from < tokens.size() && (tokens.get(from).is("DISTINCT") || tokens.get(from).is("ALL"))) {
      from++;
    }
    TokenReader reader = new TokenReader(tokens.subList(from, tokens.size()));
    int length = 0;
    while (!reader.atEnd() && !isEnd(reader.peek())) {
      length += reader.group().size();
    }
    List<Item> items = new ArrayList<>();
    for (List<SqlToken> item : TokenReader.splitAtCommas(tokens.subList(from, from + length))) {
      items.add(new Item(withoutAlias(item)));
    }
    return items;
  }

  private static boolean isEnd(SqlToken token) {
    return token.isOperator(")") || Keywords.isOneOf(token, ENDS);
  }

  /** A result expression without the name that it is given. */
  static List<SqlToken> withoutAlias(List<SqlToken> tokens) {
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
    return Keywords.isOneOf(
        token, "NOT", "AND", "OR", "IS", "IN", "LIKE", "GLOB", "COLLATE", "ELSE", "THEN", "WHEN");
  }
}
