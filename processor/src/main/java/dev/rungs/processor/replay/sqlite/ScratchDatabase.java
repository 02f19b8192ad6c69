package dev.rungs.processor.replay.sqlite;

import dev.rungs.processor.model.Extensions;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * An SQLite database in the compiler's memory.
 *
 * <p>The connection class is constructed directly. The driver class would register itself with
 * {@code DriverManager} and so pin the processor's class loader, and with it the native library,
 * for the life of a build daemon.
 *
 * <p>Transactions are written out as SQL: JDBC's own begin deferred and hide when SQLite ends one.
 */
public final class ScratchDatabase implements AutoCloseable {
  private final Connection connection;
  private final TimeLimit limit;
  private final StandInTokenizers tokenizers;
  private final Statement statement;
  private final Map<Class<?>, Object> attached = new HashMap<>();

  private ScratchDatabase(Connection connection, TimeLimit limit, Extensions extensions)
      throws SQLException {
    this.connection = connection;
    this.limit = limit;
    this.tokenizers = new StandInTokenizers(extensions.tokenizers());
    this.statement = connection.createStatement();
  }

  /** Opens a new, empty database with {@code foreign_keys} off, as they are while migrating. */
  public static ScratchDatabase open() throws SqliteUnavailableException {
    return open(Duration.ofHours(1));
  }

  /**
   * Opens one whose scripts have a time limit.
   *
   * @param limit of all that runs between two calls of {@link #restartClock}
   */
  public static ScratchDatabase open(Duration limit) throws SqliteUnavailableException {
    return open(limit, Extensions.NONE);
  }

  /**
   * Opens one that knows what the program adds to SQLite.
   *
   * @param limit of all that runs between two calls of {@link #restartClock}
   * @param extensions what the program registers on its connections
   */
  public static ScratchDatabase open(Duration limit, Extensions extensions)
      throws SqliteUnavailableException {
    LibraryFolder.check();
    try {
      Properties settings = new Properties();
      settings.setProperty("foreign_keys", "false");
      // They would take a query after each INSERT.
      settings.setProperty("jdbc.get_generated_keys", "false");
      Connection connection = new JDBC4Connection("jdbc:sqlite::memory:", ":memory:", settings);
      TimeLimit timeLimit = new TimeLimit(limit);
      timeLimit.install(connection);
      StandIns.register(connection, extensions);
      return new ScratchDatabase(connection, timeLimit, extensions);
    } catch (SQLException | LinkageError e) {
      throw new SqliteUnavailableException(reason(e), e);
    }
  }

  /**
   * Works on a database that somebody else has opened and closes.
   *
   * @param connection in autocommit mode, with {@code foreign_keys} off
   */
  public static ScratchDatabase over(Connection connection) throws SQLException {
    return new ScratchDatabase(connection, new TimeLimit(Duration.ofHours(1)), Extensions.NONE);
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + root.getMessage();
  }

  /** Gives the whole time to what comes next. */
  public void restartClock() {
    limit.restart();
  }

  /** Gives any time to what comes next. */
  public void stopClock() {
    limit.stop();
  }

  /** Whether something was cut short since the database was opened. */
  public boolean isOutOfTime() {
    return limit.isReached();
  }

  /** Gives so much time to what comes next, up to the next {@link #restartClock}. */
  public void restartClock(Duration time) {
    limit.restart(time);
  }

  /**
   * Returns what belongs to this database for as long as it is open: one object of each class.
   *
   * @param type the class
   * @param create is called when it is first asked for
   */
  public <T> T attached(Class<T> type, Supplier<T> create) {
    return type.cast(attached.computeIfAbsent(type, t -> create.get()));
  }

  public Connection connection() {
    return connection;
  }

  /** Copies the database, as a file would have it. */
  public byte[] serialize() throws SQLException {
    return connection.unwrap(SQLiteConnection.class).serialize("main");
  }

  /**
   * Copies the database, with its schema as the author wrote it. Then it is of no more use here:
   * SQLite has no tokenizer by the name that a table now has.
   */
  public byte[] serializeAsWritten() throws SQLException {
    List<String> updates =
        query(
            "SELECT rowid, sql FROM sqlite_schema WHERE sql LIKE '%"
                + StandInTokenizers.MARK
                + "%'",
            row ->
                "UPDATE sqlite_schema SET sql = "
                    + SqlNames.literal(written(row.getString(2)))
                    + " WHERE rowid = "
                    + row.getLong(1));
    if (!updates.isEmpty()) {
      execute("PRAGMA writable_schema = ON");
      for (String update : updates) {
        execute(update);
      }
      execute("PRAGMA writable_schema = OFF");
    }
    return serialize();
  }

  /** Replaces the database, which must be empty, with one that was serialized. */
  public void deserialize(byte[] bytes) throws SQLException {
    connection.unwrap(SQLiteConnection.class).deserialize("main", bytes);
    limit.install(connection); // That of the pages is one of the database.
  }

  /**
   * Runs one statement.
   *
   * @return how many rows it inserted, updated or deleted, those of triggers counted too
   */
  public long execute(String sql) throws SQLException {
    return statement.executeLargeUpdate(tokenizers.inPlaceOf(sql));
  }

  /** Compiles one statement and returns SQLite's complaint, if it has one. */
  public Optional<String> compileError(String sql) {
    try {
      connection.prepareStatement(sql).close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqliteMessage.of(e));
    }
  }

  /**
   * Runs one statement that may fail.
   *
   * @return false if it did
   */
  public boolean tryToExecute(String sql) {
    try {
      execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Lists the columns of what a statement returns.
   *
   * @param sql one statement
   * @return their names in order; empty if it returns nothing
   * @throws SQLException if it does not compile
   */
  public List<String> resultColumns(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData columns = statement.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      return names;
    }
  }

  /**
   * Tells what the author wrote.
   *
   * @param sql from {@code sqlite_schema}
   * @return the same, but where a tokenizer stands in for one that the program registers
   */
  public static String written(String sql) {
    return StandInTokenizers.written(sql);
  }

  /** Reads the schema, as the author wrote it. */
  public SchemaSnapshot schema() throws SQLException {
    return SchemaSnapshot.read(connection, StandInTokenizers::written);
  }

  /**
   * Reads a part of the schema, as the author wrote it.
   *
   * @param rowids of its rows in {@code sqlite_schema}
   */
  public SchemaSnapshot schema(Collection<Long> rowids) throws SQLException {
    return SchemaSnapshot.readRows(connection, rowids, StandInTokenizers::written);
  }

  /** Runs a query and reads each row. */
  public <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  /** Runs a query and reads the first column of each row as text. */
  public List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }

  @Override
  public void close() throws SQLException {
    ProgressHandler.clearHandler(connection);
    connection.close();
  }

  /** Creates a value of the row that a result stands on. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
