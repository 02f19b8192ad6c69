package dev.rungs.runtime.internal.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which names can be meant in a view or a trigger: those of the tables and views it mentions,
 * and those it introduces itself. A text in double quotes that is none of them is a string.
 */
final class StatementScopes {
  private final Map<String, TableScope> tables = new HashMap<>();
  private final Map<String, List<SqlToken>> texts = new HashMap<>();

  void addTable(TableScope table) {
    tables.put(SqlNames.fold(table.table()), table);
  }

  /** Returns null if there is no such table, or it could not be read. */
  TableScope table(String name) {
    return tables.get(SqlNames.fold(name));
  }

  /** A view, a virtual table, or a table that could not be read: all its words may be columns. */
  void addText(String name, List<SqlToken> tokens) {
    texts.put(SqlNames.fold(name), tokens);
  }

  Set<String> of(List<SqlToken> statement) {
    Set<String> scope = new HashSet<>(List.of("rowid", "oid", "_rowid_", "new", "old", "excluded"));
    Set<String> followed = new HashSet<>();
    Deque<List<SqlToken>> open = new ArrayDeque<>();
    open.add(statement);
    while (!open.isEmpty()) {
      List<SqlToken> tokens = open.remove();
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        if (!token.isName()) {
          continue;
        }
        String name = SqlNames.fold(token.value());
        if (isNameForCertain(tokens, i)) {
          scope.add(name);
        }
        TableScope table = tables.get(name);
        List<SqlToken> text = texts.get(name);
        if ((table != null || text != null) && followed.add(name)) {
          scope.add(name);
          scope.addAll(table == null ? Set.of() : table.names());
          open.addAll(text == null ? List.of() : List.of(text));
        }
      }
    }
    return scope;
  }

  private static boolean isNameForCertain(List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    if (token.kind() == TokenKind.WORD) {
      return !CanonicalSql.isReserved(SqlNames.fold(token.text()));
    }
    return token.text().charAt(0) != '"' || (i > 0 && tokens.get(i - 1).is("AS"));
  }
}
