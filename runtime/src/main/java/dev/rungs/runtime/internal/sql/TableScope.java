package dev.rungs.runtime.internal.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that mean something in the expressions of one table, and its columns' collations. */
final class TableScope {
  private final String table;
  private final Map<String, String> collations = new HashMap<>();
  private Set<String> names;

  TableScope(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }

  void add(String column, String collation) {
    collations.put(SqlNames.fold(column), collation);
    names = null;
  }

  /** All names, folded. Made when they are asked for: few tables have an expression. */
  Set<String> names() {
    if (names == null) {
      names = new HashSet<>(collations.keySet());
      names.addAll(List.of("rowid", "oid", "_rowid_", SqlNames.fold(table)));
    }
    return names;
  }

  /**
   * Writes one part of a key or an index: a column or an expression, with its collation where that
   * is not the column's own, and DESC. ASC is the default and left out.
   */
  String indexed(List<SqlToken> part) {
    List<SqlToken> rest = part;
    String nulls = "";
    if (endsWith(rest, "NULLS", "FIRST") || endsWith(rest, "NULLS", "LAST")) {
      nulls = " " + CanonicalSql.of(rest.subList(rest.size() - 2, rest.size()), Set.of());
      rest = rest.subList(0, rest.size() - 2);
    }
    boolean descending = endsWith(rest, "DESC");
    if (descending || endsWith(rest, "ASC")) {
      rest = rest.subList(0, rest.size() - 1);
    }
    String collation = null;
    if (rest.size() > 2 && rest.get(rest.size() - 2).is("COLLATE")) {
      collation = SqlNames.fold(rest.get(rest.size() - 1).value());
      rest = rest.subList(0, rest.size() - 2);
    }
    rest = CanonicalSql.withoutParentheses(rest);
    String own = null;
    String text;
    if (rest.size() == 1 && (own = collationOf(rest.get(0))) != null) {
      text = CanonicalSql.name(rest.get(0).value());
    } else {
      text = CanonicalSql.of(rest, names());
    }
    return text
        + (collation == null || collation.equals(own) ? "" : " COLLATE " + collation)
        + (descending ? " DESC" : "")
        + nulls;
  }

  private String collationOf(SqlToken token) {
    boolean name = token.isName() || token.kind() == TokenKind.STRING;
    return name ? collations.get(SqlNames.fold(token.value())) : null;
  }

  private static boolean endsWith(List<SqlToken> tokens, String... keywords) {
    int from = tokens.size() - keywords.length;
    if (from < 1) {
      return false;
    }
    for (int i = 0; i < keywords.length; i++) {
      if (!tokens.get(from + i).is(keywords[i])) {
        return false;
      }
    }
    return true;
  }
}
