package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.internal.sql.ScriptSplitter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared statements by their SQL; the one used longest ago makes room. Not safe for several
 * threads at once.
 */
public final class StatementCache {
  private final Connection connection;
  private final int capacity;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Makes an empty cache.
   *
   * @param connection prepares the statements
   * @param capacity how many are kept, 1 or more
   */
  public StatementCache(Connection connection, int capacity) {
    this.connection = connection;
    this.capacity = capacity;
  }

  /**
   * Returns the statement of a text.
   *
   * @param sql one statement
   * @return the same object for the same text, with its parameters cleared, while it is cached and
   *     open
   * @throws SQLException if SQLite rejects the text
   */
  public PreparedStatement get(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null && !known.isClosed()) {
      known.clearParameters();
      return known;
    }
    requireOne(sql);
    PreparedStatement made = connection.prepareStatement(sql);
    statements.put(sql, made);
    if (statements.size() > capacity) {
      var oldest = statements.values().iterator();
      PreparedStatement evicted = oldest.next();
      oldest.remove();
      evicted.close();
    }
    return made;
  }

  /** The driver prepares the first statement and ignores the rest without a word. */
  private static void requireOne(String sql) throws SQLException {
    if (sql.indexOf(';') >= 0 && ScriptSplitter.split(sql).size() > 1) {
      throw new SQLException(
          "One statement can be prepared at a time, and this text has several. Prepare each, or"
              + " run a script with Statement.executeUpdate. The text: "
              + sql);
    }
  }

  /**
   * Closes every statement.
   *
   * @throws SQLException the first failure, after all were tried
   */
  public void close() throws SQLException {
    SQLException failure = null;
    for (PreparedStatement statement : statements.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        failure = failure == null ? e : failure;
      }
    }
    statements.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
