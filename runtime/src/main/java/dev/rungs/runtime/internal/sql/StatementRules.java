package dev.rungs.runtime.internal.sql;

import java.util.Locale;

/** Which kinds of statement a script may not have. The first word tells. */
final class StatementRules {
  private StatementRules() {}

  static void check(StatementHead head, Findings findings) {
    SqlToken first = head.token(0);
    if (first.kind() != TokenKind.WORD) {
      return;
    }
    String word = first.text().toUpperCase(Locale.ROOT);
    String message = message(word);
    if (message != null) {
      findings.add(first.offset(), message);
    }
  }

  private static String message(String word) {
    if (TransactionWords.contain(word)) {
      return word
          + " is not allowed in a migration. Each migration already runs in a transaction, which is"
          + " rolled back if anything fails. Remove the statement.";
    }
    return switch (word) {
      case "ATTACH", "DETACH" ->
          word
              + " is not allowed in a migration. A migration changes one file, and only that file"
              + " is stamped. Remove the statement, or copy between files in the program.";
      case "VACUUM" ->
          "VACUUM is not allowed in a migration. SQLite refuses it in a transaction. Run it in the"
              + " program after migrating.";
      case "EXPLAIN" ->
          "EXPLAIN is not allowed in a migration. The statement after it would not be run. Remove"
              + " EXPLAIN, or the statement.";
      default -> driverCommand(word);
    };
  }

  /** The JDBC driver takes such text for its own commands, which read and write other files. */
  private static String driverCommand(String word) {
    if (word.startsWith("BACKUP") || word.startsWith("RESTORE")) {
      return word
          + " is not allowed in a migration. It is no SQL but a command of the JDBC driver, which"
          + " copies whole files. Remove the statement.";
    }
    return null;
  }
}
