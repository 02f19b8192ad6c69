package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.ConnectionSettings;
import dev.rungs.runtime.internal.sql.PragmaRules;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TransactionWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements that a step may not run, because nothing could undo them afterwards. */
final class StepStatements {
  /** What has no effect in a transaction, is refused by SQLite, or is checked after the step. */
  private static final Set<String> FOUND_OUT =
      Set.of(
          "application_id",
          "incremental_vacuum",
          "optimize",
          "shrink_memory",
          "temp_store",
          "user_version",
          "wal_checkpoint");

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
          startsWith(statement, "PRAGMA") && !mayRun(SqlTokenizer.significant(statement))
              ? Optional.of(
                  "The setting would outlast the step, or change the file or its transaction in a"
                      + " way that Rungs cannot undo.")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean startsWith(String statement, String word) {
    return statement.regionMatches(true, 0, word, 0, word.length());
  }

  /**
   * A pragma may run if it only reads, if {@link ConnectionSettings} restores what it sets, or if
   * another check finds it out. {@code journal_mode} must not: it would take the journal from the
   * transaction, which could then not be rolled back.
   */
  private static boolean mayRun(List<SqlToken> tokens) {
    boolean qualified = tokens.size() > 2 && tokens.get(2).isOperator(".");
    int at = qualified ? 3 : 1;
    if (tokens.size() <= at + 1) {
      return true;
    }
    String pragma = SqlNames.fold(tokens.get(at).value());
    if (PragmaRules.readsWithArgument(pragma) || FOUND_OUT.contains(pragma)) {
      return true;
    }
    // The settings of the temporary database are others, and are not restored.
    return ConnectionSettings.restores(pragma)
        && !(qualified && SqlNames.same(tokens.get(1).value(), "temp"));
  }
}
