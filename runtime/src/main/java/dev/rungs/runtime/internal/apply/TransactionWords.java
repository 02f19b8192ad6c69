package dev.rungs.runtime.internal.apply;

import java.util.Locale;
import java.util.Set;

/** The statements that begin and end transactions: a migration runs in one that is not its own. */
final class TransactionWords {
  private static final Set<String> WORDS =
      Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");

  private static final int LONGEST = 9;

  private TransactionWords() {}

  /** Tells whether a statement, which begins with its first word, is one of them. */
  static boolean begins(String statement) {
    int end = 0;
    while (end < statement.length() && end <= LONGEST && isLetter(statement.charAt(end))) {
      end++;
    }
    return WORDS.contains(statement.substring(0, end).toUpperCase(Locale.ROOT));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
