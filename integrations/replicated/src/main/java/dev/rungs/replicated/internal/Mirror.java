package dev.rungs.replicated.internal;

import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteDataSource;

/**
 * The schema, history and version of a served database in a local one, without its rows. What the
 * runtime knows how to decide for a file it decides on this: plans, drift, adoption, status.
 */
final class Mirror implements AutoCloseable {
  private static final List<String> ORDER = List.of("table", "index", "view", "trigger");

  private final Connection connection;

  private Mirror(Connection connection) {
    this.connection = connection;
  }

  /** Opens a mirror in memory. */
  static Mirror of(State state) throws SQLException {
    return filled(open(":memory:"), state);
  }

  /** Opens an empty database in memory. */
  static Mirror empty() throws SQLException {
    return new Mirror(open(":memory:"));
  }

  /** The names of all that is in it, folded. */
  Set<String> names() throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_schema")) {
      while (rows.next()) {
        names.add(SqlNames.fold(rows.getString(1)));
      }
    }
    return names;
  }

  /** Writes a mirror as a file. */
  static void write(State state, Path file) throws SQLException {
    filled(open(file.toString()), state).close();
  }

  /** Makes a file of a script that leaves the version out. */
  static void run(Path script, long version, Path file) {
    try (Connection connection = open(file.toString());
        Statement statement = connection.createStatement()) {
      for (SqlStatement next : ScriptSplitter.statements(Files.readString(script))) {
        statement.execute(next.text());
      }
      statement.execute("PRAGMA user_version = " + version);
    } catch (SQLException | IOException e) {
      throw new UncheckedIOException(
          new IOException("The server's backup cannot be read here: " + e.getMessage(), e));
    }
  }

  private static Mirror filled(Connection connection, State state) throws SQLException {
    try {
      fill(connection, state);
      return new Mirror(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection open(String where) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + where);
    return source.getConnection();
  }

  private static void fill(Connection connection, State state) throws SQLException {
    List<State.Entry> foreign = new ArrayList<>();
    for (String type : ORDER) {
      for (State.Entry entry : state.schema()) {
        if (entry.type().equals(type) && entry.sql() != null && !isMadeBySqlite(entry)) {
          define(connection, entry, foreign);
        }
      }
    }
    if (!state.history().isEmpty()) {
      copyHistory(connection, state.history());
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + state.version());
      statement.execute("PRAGMA application_id = " + state.applicationId());
    }
    for (State.Entry entry : foreign) {
      note(connection, entry);
    }
  }

  private static boolean isMadeBySqlite(State.Entry entry) {
    return entry.name().regionMatches(true, 0, "sqlite_", 0, 7);
  }

  private static void define(Connection connection, State.Entry entry, List<State.Entry> foreign)
      throws SQLException {
    if (isThere(connection, entry)) {
      // A virtual table has made its own.
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(entry.sql());
    } catch (SQLException e) {
      foreign.add(entry);
    }
  }

  private static boolean isThere(Connection connection, State.Entry entry) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ?")) {
      query.setString(1, entry.type());
      query.setString(2, entry.name());
      return query.executeQuery().next();
    }
  }

  /** What only the server's own SQLite can make is still text that can be compared. */
  private static void note(Connection connection, State.Entry entry) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA writable_schema = 1");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
                  + " VALUES (?, ?, ?, 0, ?)")) {
        insert.setString(1, entry.type());
        insert.setString(2, entry.name());
        insert.setString(3, entry.table());
        insert.setString(4, entry.sql());
        insert.executeUpdate();
      }
      statement.execute("PRAGMA writable_schema = 0");
    }
  }

  private static void copyHistory(Connection connection, List<List<Object>> history)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO rungs_history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (List<Object> row : history) {
        for (int i = 0; i < row.size(); i++) {
          insert.setObject(i + 1, row.get(i));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is in memory, or a file that is deleted next.
    }
  }
}
