package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;
import java.util.Set;

/** What a text in double quotes is for, by the words before it. */
public enum QuotedTextPlace {
  /** A plain value to insert, where no column can be meant. */
  VALUE,
  /** The message of RAISE, or an argument of a date function such as {@code "now"}. */
  ARGUMENT,
  /** A place where a column would do. */
  EXPRESSION;

  private static final Set<String> DATES =
      Set.of("date", "time", "datetime", "julianday", "unixepoch", "strftime", "raise");

  private static final List<String> CLAUSES =
      List.of(
          "VALUES", "SELECT", "SET", "WHERE", "FROM", "WHEN", "ON", "HAVING", "BY", "CHECK", "AS");

  /**
   * Looks at the words before a token, from near to far.
   *
   * @param tokens of the statement
   * @param at the text
   */
  public static QuotedTextPlace of(List<SqlToken> tokens, int at) {
    for (int i = at; i > 0; ) {
      int before = TokenReader.before(tokens, i);
      boolean opens = before < 0 && i > 1;
      i = before < 0 ? i - 1 : before;
      SqlToken token = tokens.get(i);
      if (opens && DATES.contains(tokens.get(i - 1).value().toLowerCase(java.util.Locale.ROOT))) {
        return ARGUMENT;
      }
      if (token.is("SELECT") && tokens.get(0).is("INSERT") && !hasFrom(tokens, i)) {
        return VALUE;
      }
      if (CLAUSES.stream().anyMatch(token::is)) {
        return token.is("VALUES") ? VALUE : EXPRESSION;
      }
    }
    return EXPRESSION;
  }

  private static boolean hasFrom(List<SqlToken> tokens, int select) {
    return Keywords.areIn(tokens.subList(select, tokens.size()), "FROM");
  }
}
