package dev.rungs.processor.replay.sqlite;

import dev.rungs.processor.replay.script.Script;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs a script statement by statement. */
public final class ScriptRunner {
  private ScriptRunner() {}

  /** Runs until the first statement that SQLite refuses, and returns that one. */
  public static Optional<Rejection> run(
      ScratchDatabase database, Script script, StatementWatcher watcher) throws SQLException {
    List<SqlStatement> statements = script.statements();
    for (int i = 0; i < statements.size(); i++) {
      watcher.before(script, i);
      try {
        database.execute(statements.get(i).text());
      } catch (SQLException e) {
        return Optional.of(new Rejection(i + 1, statements.get(i), e));
      }
      watcher.after(script, i);
    }
    return Optional.empty();
  }

  /** Runs what comes after a refused statement, as far as SQLite takes it. */
  public static void runRest(ScratchDatabase database, Script script, Rejection refused) {
    for (SqlStatement statement :
        script.statements().subList(refused.index(), script.statements().size())) {
      try {
        database.execute(statement.text());
      } catch (SQLException e) {
        // A consequence of what was refused, or hidden by it: told once that is fixed.
      }
    }
  }

  /** Compiles each statement and returns the first that is no SQL, whatever the schema. */
  public static Optional<Rejection> checkSyntax(ScratchDatabase database, Script script) {
    List<SqlStatement> statements = script.statements();
    for (int i = 0; i < statements.size(); i++) {
      String complaint = database.compileError(statements.get(i).text()).orElse("");
      if (SqliteMessage.isSyntax(complaint)) {
        return Optional.of(new Rejection(i + 1, statements.get(i), new SQLException(complaint)));
      }
    }
    return Optional.empty();
  }
}
