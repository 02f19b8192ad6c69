package dev.rungs.runtime.internal.sql;

import java.util.Locale;
import java.util.Set;

/** The statements that begin and end transactions: a migration runs in one that is not its own. */
public final class TransactionWords {
  private static final Set<String> CONTROL =
      Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");

  private static final int LONGEST = 9;

  private TransactionWords() {}

  /** Tells whether an upper-case word is the first of such a statement. */
  static boolean contain(String word) {
    return CONTROL.contains(word);
  }

  /** Tells whether a statement, which begins with its first word, is one of them. */
  public static boolean begins(String statement) {
    return CONTROL.contains(firstWord(statement));
  }

  /** Tells whether text holds a statement that ends a transaction, and not only a savepoint. */
  public static boolean ends(String sql) {
    for (SqlStatement statement : ScriptSplitter.statements(sql)) {
      String first = firstWord(statement.text());
      if (first.equals("COMMIT")
          || first.equals("END")
          || (first.equals("ROLLBACK") && !isToSavepoint(statement.text()))) {
        return true;
      }
    }
    return false;
  }

  /** {@code ROLLBACK [TRANSACTION] TO [SAVEPOINT] name}. */
  private static boolean isToSavepoint(String statement) {
    return SqlTokenizer.significant(statement).stream().limit(3).anyMatch(token -> token.is("TO"));
  }

  private static String firstWord(String statement) {
    int end = 0;
    while (end < statement.length() && end <= LONGEST && isLetter(statement.charAt(end))) {
      end++;
    }
    return statement.substring(0, end).toUpperCase(Locale.ROOT);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
