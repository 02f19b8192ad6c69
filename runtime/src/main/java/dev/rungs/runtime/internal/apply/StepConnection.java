package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteUpdateListener;

/**
 * The connection that a step gets: the migration's own, except for what would end its transaction.
 *
 * <p>That is refused before it is done. Found out afterwards it could not be undone any more, and
 * the file would be left between two versions.
 */
final class StepConnection extends SQLiteConnection {
  private final SQLiteConnection real;
  private final Transaction transaction;
  private final Object gate = new Object();
  private final Set<Statement> statements = Collections.newSetFromMap(new WeakHashMap<>());
  private final DriverChanges changes;
  private boolean over;
  private int savepoints;

  StepConnection(SQLiteConnection real, Transaction transaction) {
    super(real.getDatabase());
    this.real = real;
    this.transaction = transaction;
    this.changes = new DriverChanges(real);
  }

  private static SQLException refuse(String call) {
    return new SQLException(
        "A step may not call "
            + call
            + ": it runs in a transaction that Rungs begins and ends. Remove the call.");
  }

  /** A call of the driver that runs SQL. */
  interface Call<T> {
    T run() throws SQLException;
  }

  /**
   * Runs a call, unless the step is over or its transaction is gone.
   *
   * <p>Some errors make SQLite roll all of a transaction back; a step that takes one for harmless
   * would have the rest of its work committed at once. So would whatever goes on when the step is
   * over, as on a thread that it started: therefore nothing runs between {@link #end} and the end
   * of the transaction.
   */
  <T> T guarded(Call<T> call) throws SQLException {
    synchronized (gate) {
      if (over) {
        throw new SQLException(
            "The step is over, and its connection can no longer be used. Let the step wait for the"
                + " threads it starts, and keep nothing of its connection.");
      }
      if (transaction.isLost()) {
        throw new SQLException(
            "The transaction that the step runs in is gone: SQLite rolled it back after an error."
                + " Let the exception of that statement through.");
      }
      return call.run();
    }
  }

  /** Ends the use of this connection and of all that it handed out, on every thread. */
  void end() {
    synchronized (gate) {
      over = true;
      for (Statement statement : statements) {
        try {
          statement.close();
        } catch (SQLException e) {
          // It was closed already, or is of no use any more.
          continue;
        }
      }
      statements.clear();
    }
  }

  /** Takes back what the step set in the driver, which could be in the way of what runs next. */
  void undoChanges() throws SQLException {
    changes.undo();
  }

  private <S extends Statement> S opened(S statement) {
    synchronized (gate) {
      statements.add(statement);
    }
    return statement;
  }

  /** Refuses text that a step may not run. */
  static void check(String sql) throws SQLException {
    Optional<String> refusal = StepStatements.refusal(sql);
    if (refusal.isPresent()) {
      throw new SQLException(
          "A step may not run \""
              + sql.strip()
              + "\". "
              + refusal.get()
              + " Remove the statement.");
    }
  }

  @Override
  public void commit() throws SQLException {
    throw refuse("commit()");
  }

  @Override
  public void rollback() throws SQLException {
    throw refuse("rollback()");
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (!autoCommit) {
      throw refuse("setAutoCommit(false)");
    }
  }

  @Override
  public void close() throws SQLException {
    throw refuse("close()");
  }

  @Override
  public Statement createStatement() throws SQLException {
    return guarded(() -> opened(new StepStatement(this)));
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return guarded(() -> opened(new StepStatement(this)));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return guarded(() -> opened(new StepStatement(this)));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    check(sql);
    return guarded(() -> opened(new StepPreparedStatement(this, sql)));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return setSavepoint("rungs_step_" + ++savepoints);
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    Named savepoint = new Named(name);
    run("SAVEPOINT " + savepoint.quoted());
    return savepoint;
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    run("RELEASE " + new Named(savepoint.getSavepointName()).quoted());
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    run("ROLLBACK TO " + new Named(savepoint.getSavepointName()).quoted());
  }

  @Override
  public void addUpdateListener(SQLiteUpdateListener listener) {
    synchronized (gate) {
      if (!over) {
        changes.add(listener);
      }
    }
  }

  @Override
  public void addCommitListener(SQLiteCommitListener listener) {
    synchronized (gate) {
      if (!over) {
        changes.add(listener);
      }
    }
  }

  @Override
  public void setLimit(SQLiteLimits limit, int value) throws SQLException {
    guarded(
        () -> {
          changes.set(limit, value);
          return null;
        });
  }

  @Override
  public void setBusyTimeout(int millis) throws SQLException {
    // Not in the driver's own settings, which nobody would restore.
    run("PRAGMA busy_timeout = " + millis);
  }

  @Override
  public void deserialize(String schema, byte[] database) throws SQLException {
    throw refuse("deserialize()");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    if (readOnly) {
      throw refuse("setReadOnly(true)");
    }
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return real.isReadOnly();
  }

  @Override
  public boolean isValid(int timeout) throws SQLException {
    return real.isValid(timeout);
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    real.setHoldability(holdability);
  }

  @Override
  public int getHoldability() throws SQLException {
    return real.getHoldability();
  }

  @Override
  public Clob createClob() throws SQLException {
    return real.createClob();
  }

  @Override
  public Blob createBlob() throws SQLException {
    return real.createBlob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    return real.createNClob();
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    return real.createSQLXML();
  }

  @Override
  public Array createArrayOf(String type, Object[] elements) throws SQLException {
    return real.createArrayOf(type, elements);
  }

  @Override
  public Struct createStruct(String type, Object[] attributes) throws SQLException {
    return real.createStruct(type, attributes);
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return real.prepareCall(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return real.prepareCall(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return real.prepareCall(sql, type, concurrency, holdability);
  }

  @Override
  public void setClientInfo(String name, String value) throws SQLClientInfoException {
    real.setClientInfo(name, value);
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    real.setClientInfo(properties);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    return real.getClientInfo();
  }

  @Override
  public String getClientInfo(String name) throws SQLException {
    return real.getClientInfo(name);
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    real.setTypeMap(map);
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return real.getTypeMap();
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    return real.nativeSQL(sql);
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    real.setCatalog(catalog);
  }

  @Override
  public String getCatalog() throws SQLException {
    return real.getCatalog();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    return real.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    real.clearWarnings();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException(
        "A step may not call unwrap("
            + type.getName()
            + "): what it would get could end the transaction, which Rungs begins and ends. Use the"
            + " connection as it is; it is an org.sqlite.SQLiteConnection.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this);
  }

  /** A savepoint within the migration's transaction, which cannot end it. */
  private record Named(String name) implements Savepoint {
    @Override
    public int getSavepointId() throws SQLException {
      throw new SQLException("The savepoint has a name: " + name + ".");
    }

    @Override
    public String getSavepointName() {
      return name;
    }

    String quoted() {
      return SqlNames.quote(name);
    }
  }
}
