package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.sql.MalformedSqlException;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tables a file has, for an estimate: read once for a whole upgrade and then followed through
 * its scripts, because to read the schema again for each migration takes longer the more tables
 * there are.
 *
 * <p>For use by one thread.
 */
final class KnownTables {
  /** By their folded names; null until they are read. */
  private Map<String, String> tables;

  /**
   * Returns the name of a table as it was created.
   *
   * @param folded its name
   * @return null if there is no such table
   */
  String named(Connection connection, String folded) throws SQLException {
    if (tables == null) {
      tables = read(connection);
    }
    return tables.get(folded);
  }

  /** Reads them again when one is asked for next. */
  void forget() {
    tables = null;
  }

  /**
   * Takes in what a statement does, once it was estimated.
   *
   * @param statement without blanks and comments
   */
  void follow(List<SqlToken> statement) {
    TokenReader reader = new TokenReader(statement);
    try {
      if (reader.accept("CREATE", "TABLE")) {
        reader.accept("IF", "NOT", "EXISTS");
        add(reader.qualifiedName());
      } else if (reader.accept("DROP", "TABLE")) {
        reader.accept("IF", "EXISTS");
        remove(reader.qualifiedName());
      } else if (reader.accept("ALTER", "TABLE")) {
        String name = reader.qualifiedName();
        if (reader.accept("RENAME", "TO") && remove(name)) {
          add(reader.name());
        }
      }
    } catch (MalformedSqlException e) {
      // SQLite will say so.
      forget();
    }
  }

  private void add(String name) {
    if (tables != null) {
      tables.put(SqlNames.fold(name), name);
    }
  }

  private boolean remove(String name) {
    return tables != null && tables.remove(SqlNames.fold(name)) != null;
  }

  private static Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (Statement list = connection.createStatement();
        ResultSet row =
            list.executeQuery(
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0")) {
      while (row.next()) {
        String name = row.getString(1);
        tables.put(SqlNames.fold(name), name);
      }
    }
    return tables;
  }
}
