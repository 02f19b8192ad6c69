package dev.rungs.runtime.internal.sql;

import java.util.BitSet;
import java.util.Set;

/**
 * Tells from the tokens before it what a name stands for: SQLite takes a string in single quotes
 * for a table where its grammar wants a table. Keeps the last few tokens and one bit for each open
 * parenthesis.
 */
final class NamePlaces {
  private static final int WINDOW = 8;
  private static final SqlToken NONE = new SqlToken(TokenKind.BLANK, "", 0);

  /** After these words a table, or another object of the schema, is named. */
  private static final Set<String> BEFORE_OBJECTS =
      Set.of(
          "analyze",
          "exists",
          "in",
          "index",
          "into",
          "join",
          "on",
          "references",
          "reindex",
          "table",
          "to",
          "trigger",
          "update",
          "view");

  /** These words end a list of tables. */
  private static final Set<String> AFTER_FROM =
      Set.of(
          "where",
          "group",
          "having",
          "window",
          "order",
          "limit",
          "union",
          "intersect",
          "except",
          "select",
          "values",
          "set",
          "returning");

  private final SqlToken[] window = new SqlToken[WINDOW];
  private final BitSet inFrom = new BitSet();
  private int count;
  private int depth;

  /** The token so many places back; 1 is the one before. */
  SqlToken last(int back) {
    return back > count || back > WINDOW ? NONE : window[(count - back) % WINDOW];
  }

  /** Whether a string at this place names a table or another object of the schema. */
  boolean isTableExpected() {
    SqlToken before = last(1);
    if (before.kind() == TokenKind.WORD) {
      String word = SqlNames.fold(before.text());
      return BEFORE_OBJECTS.contains(word)
          || (word.equals("from") && !last(2).is("DISTINCT"))
          || isConflictWord(1);
    }
    return before.isOperator(".")
        || (inFrom.get(depth) && (before.isOperator(",") || before.isOperator("(")));
  }

  /** Whether a name at this place is that of the table which the statement writes to. */
  boolean isWriteTarget() {
    int back = last(1).isOperator(".") ? 3 : 1;
    return last(back).is("INTO")
        || last(back).is("UPDATE")
        || (last(back).is("FROM") && last(back + 1).is("DELETE"))
        || isConflictWord(back);
  }

  /** Whether the token is the last word of {@code UPDATE OR REPLACE}. */
  private boolean isConflictWord(int back) {
    return last(back + 1).is("OR") && last(back + 2).is("UPDATE");
  }

  /** Goes on to the next token. */
  void passed(SqlToken token) {
    if (token.isOperator("(")) {
      boolean tables = opensTables();
      depth++;
      inFrom.set(depth, tables);
    } else if (token.isOperator(")")) {
      depth = Math.max(0, depth - 1);
    } else if (token.kind() == TokenKind.SEMICOLON) {
      depth = 0;
      inFrom.clear();
    } else if (token.kind() == TokenKind.WORD) {
      String word = SqlNames.fold(token.text());
      if (word.equals("from") && !last(1).is("DISTINCT")) {
        inFrom.set(depth);
      } else if (AFTER_FROM.contains(word)) {
        inFrom.clear(depth);
      }
    }
    window[count % WINDOW] = token;
    count++;
  }

  private boolean opensTables() {
    SqlToken before = last(1);
    return inFrom.get(depth)
        && (before.is("FROM")
            || before.is("JOIN")
            || before.isOperator(",")
            || before.isOperator("("));
  }
}
