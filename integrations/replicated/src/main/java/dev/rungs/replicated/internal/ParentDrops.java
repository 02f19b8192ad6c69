package dev.rungs.replicated.internal;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds where a migration drops a table that others refer to. With foreign keys on, <a
 * href="https://www.sqlite.org/foreignkeys.html#fk_schemacommands">DROP TABLE first deletes the
 * rows</a>, and with them the rows that refer to them: a rebuilt table empties its children.
 *
 * <p>The scripts' DDL is run on a mirror, one version after the other, so that every statement is
 * seen with the tables there are before it.
 */
final class ParentDrops {
  private final Connection mirror;

  ParentDrops(Mirror mirror) {
    this.mirror = mirror.connection();
  }

  /**
   * A dropped parent.
   *
   * @param migration whose script does it
   * @param statement the statement
   * @param parent the table dropped
   * @param children the tables that refer to it
   */
  record Found(
      MigrationDefinition migration,
      SqlStatement statement,
      String parent,
      List<String> children) {}

  /** Returns the first, or null. */
  Found find(List<MigrationDefinition> migrations, Function<MigrationDefinition, String> script) {
    for (MigrationDefinition migration : migrations) {
      for (SqlStatement statement : ScriptSplitter.statements(script.apply(migration))) {
        Found found = look(migration, statement);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private Found look(MigrationDefinition migration, SqlStatement statement) {
    String word = firstWord(statement.text());
    if (!List.of("create", "alter", "drop").contains(word)) {
      return null;
    }
    try {
      Map<String, List<String>> parents = word.equals("drop") ? parents() : new HashMap<>();
      try (Statement run = mirror.createStatement()) {
        run.execute(statement.text());
      }
      for (Map.Entry<String, List<String>> parent : parents.entrySet()) {
        if (!exists(parent.getKey())) {
          return new Found(migration, statement, parent.getKey(), parent.getValue());
        }
      }
    } catch (SQLException e) {
      // What cannot be run here, as for want of rows, is run by the server or refused by it.
    }
    return null;
  }

  private static String firstWord(String sql) {
    int end = 0;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** Returns the tables that others refer to, each with those. */
  private Map<String, List<String>> parents() throws SQLException {
    Map<String, List<String>> parents = new HashMap<>();
    try (Statement statement = mirror.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT p.name, s.name FROM sqlite_schema s,"
                    + " pragma_foreign_key_list(s.name) f, sqlite_schema p"
                    + " WHERE s.type = 'table' AND p.type = 'table'"
                    + " AND lower(p.name) = lower(f.\"table\") AND p.name <> s.name")) {
      while (rows.next()) {
        parents
            .computeIfAbsent(SqlNames.fold(rows.getString(1)), name -> new ArrayList<>())
            .add(rows.getString(2));
      }
    }
    return parents;
  }

  private boolean exists(String table) throws SQLException {
    try (PreparedStatement query =
        mirror.prepareStatement(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)")) {
      query.setString(1, table);
      return query.executeQuery().next();
    }
  }
}
