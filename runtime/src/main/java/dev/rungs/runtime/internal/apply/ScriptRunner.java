package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.TransactionWords;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Runs a script, one statement a call. */
final class ScriptRunner {
  private final SQLiteConnection connection;
  private final Transaction transaction;
  private final boolean onData;

  ScriptRunner(SQLiteConnection connection, Transaction transaction, boolean onData) {
    this.connection = connection;
    this.transaction = transaction;
    this.onData = onData;
  }

  /**
   * Runs every statement.
   *
   * @param script the SQL
   * @param share how much of the migration the script is, as a part of 1
   * @param progress is told of each statement
   */
  void run(String script, double share, Progress progress) throws ScriptFailure, SQLException {
    SQLiteConnectionConfig config = connection.getConnectionConfig();
    boolean generatedKeys = config.isGetGeneratedKeys();
    // The driver looks them up with a query after each INSERT, and no script needs them.
    config.setGetGeneratedKeys(false);
    try {
      runEach(script, share, progress);
    } finally {
      config.setGetGeneratedKeys(generatedKeys);
    }
  }

  private void runEach(String script, double share, Progress progress)
      throws ScriptFailure, SQLException {
    // As many as an estimate takes, and then one at a time: a script may be a large part of the
    // heap.
    Iterator<SqlStatement> rest = ScriptSplitter.statements(script).iterator();
    List<SqlStatement> first = new ArrayList<>();
    while (onData && rest.hasNext() && first.size() < WorkEstimate.MOST_STATEMENTS) {
      first.add(rest.next());
    }
    WorkEstimate estimate =
        onData && !rest.hasNext()
            ? WorkEstimate.byTables(connection, first)
            : WorkEstimate.byLength(script);
    int index = 0;
    try (Statement jdbc = connection.createStatement()) {
      while (index < first.size() || rest.hasNext()) {
        SqlStatement statement = index < first.size() ? first.get(index) : rest.next();
        if (Thread.currentThread().isInterrupted()) {
          throw new SQLiteException("interrupted", SQLiteErrorCode.SQLITE_INTERRUPT);
        }
        progress.next(share * estimate.share(index, statement), estimate.operations(index));
        run(jdbc, statement);
        index++;
      }
    }
  }

  private void run(Statement jdbc, SqlStatement statement) throws ScriptFailure {
    if (TransactionWords.begins(statement.text())) {
      throw endsTransaction(statement);
    }
    try {
      jdbc.executeUpdate(statement.text());
    } catch (SQLException e) {
      throw new ScriptFailure(Failures.says(e), statement, e);
    }
    if (transaction.isLost()) {
      throw endsTransaction(statement);
    }
  }

  private static ScriptFailure endsTransaction(SqlStatement statement) {
    return new ScriptFailure(
        "The statement ends the transaction that it runs in. Rungs begins and ends transactions: remove"
            + " the statement.",
        statement,
        null);
  }
}
