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
  private final KnownTables tables;

  /**
   * A runner of scripts.
   *
   * @param tables those that may have rows, by which work is estimated; null if none has
   */
  ScriptRunner(SQLiteConnection connection, Transaction transaction, KnownTables tables) {
    this.connection = connection;
    this.transaction = transaction;
    this.tables = tables;
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
    while (tables != null && rest.hasNext() && first.size() < WorkEstimate.MOST_STATEMENTS) {
      first.add(rest.next());
    }
    WorkEstimate estimate = estimate(script, first, rest.hasNext());
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

  private WorkEstimate estimate(String script, List<SqlStatement> first, boolean isLong)
      throws SQLException {
    if (tables == null) {
      return WorkEstimate.byLength(script);
    }
    if (isLong) {
      tables.forget();
      return WorkEstimate.byLength(script);
    }
    return WorkEstimate.byTables(connection, first, tables);
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
