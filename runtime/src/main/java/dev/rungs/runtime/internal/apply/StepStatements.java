package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TransactionWords;
import java.util.List;
import java.util.Optional;

/** The statements that a step may not run, because nothing could undo them afterwards. */
final class StepStatements {
  private StepStatements() {}

  /** Returns why text may not be run, in sentences; empty if it may. */
  static Optional<String> refusal(String sql) {
    if (TransactionWords.ends(sql)) {
      return Optional.of("A step runs in a transaction that Rungs begins and ends.");
    }
    for (SqlStatement statement : ScriptSplitter.statements(sql)) {
      Optional<String> refusal = ofOne(statement.text());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofOne(String statement) {
    if (statement.isEmpty()) {
      return Optional.empty();
    }
    return switch (Character.toUpperCase(statement.charAt(0))) {
      case 'A', 'D' ->
          startsWith(statement, "ATTACH") || startsWith(statement, "DETACH")
              ? Optional.of(
                  "A migration changes one file. Copy from another file in the program, on a"
                      + " connection of its own, or read that file before the step writes.")
              : Optional.empty();
      case 'B', 'R' ->
          // The JDBC driver takes such text for its own commands; REPLACE and REINDEX are SQL.
          startsWith(statement, "BACKUP") || startsWith(statement, "RESTORE")
              ? Optional.of("It is a command of the JDBC driver that copies whole files.")
              : Optional.empty();
      case 'P' ->
          startsWith(statement, "PRAGMA") && cannotBeRestored(statement)
              ? Optional.of("SQLite gives no way to restore that setting when the step is over.")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean startsWith(String statement, String word) {
    return statement.regionMatches(true, 0, word, 0, word.length());
  }

  /**
   * Of {@code case_sensitive_like} SQLite does not tell the value; of the other it only lowers it.
   */
  private static boolean cannotBeRestored(String statement) {
    List<SqlToken> tokens = SqlTokenizer.significant(statement);
    return tokens.size() > 2
        && tokens.stream().limit(4).anyMatch(token -> token.is("hard_heap_limit"));
  }
}
