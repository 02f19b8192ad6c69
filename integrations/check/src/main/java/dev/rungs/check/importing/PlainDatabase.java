package dev.rungs.check.importing;

import dev.rungs.processor.history.HistoryScript;
import dev.rungs.processor.history.HistoryStatements;
import dev.rungs.processor.history.HistoryVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What plain SQLite makes of the first versions of a history, as SQL.
 *
 * @param sql the whole schema that works, and the rows that the scripts inserted
 * @param broken views and triggers that do not work, in words
 */
record PlainDatabase(String sql, List<String> broken) {
  private static final String NOT_SHADOW =
      "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN"
          + " (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')";

  static PlainDatabase of(List<HistoryVersion> versions) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      for (HistoryVersion version : versions) {
        version.up().map(HistoryScript::text).ifPresent(script -> run(connection, script));
      }
      List<String> broken = new ArrayList<>();
      dropBroken(connection, broken);
      return new PlainDatabase(dump(connection), broken);
    } catch (SQLException e) {
      throw new IllegalStateException("The schema could not be written: " + e.getMessage(), e);
    }
  }

  /** As far as SQLite takes it. */
  private static void run(Connection connection, String script) {
    for (HistoryStatements.Statement sql : HistoryStatements.split(script)) {
      // A refused one was told by the check.
      works(connection, sql.text());
    }
  }

  private static boolean works(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** A view is read, a trigger is compiled with a statement that fires it. */
  private static void dropBroken(Connection connection, List<String> broken) throws SQLException {
    for (String name : strings(connection, "SELECT name FROM sqlite_master WHERE type = 'view'")) {
      if (!works(connection, "SELECT * FROM " + quote(name) + " LIMIT 0")) {
        broken.add("view " + name);
        works(connection, "DROP VIEW " + quote(name));
      }
    }
    for (String name :
        strings(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
      String of =
          strings(connection, "SELECT tbl_name FROM sqlite_master WHERE name = " + literal(name))
              .get(0);
      List<String> sets =
          strings(connection, "SELECT name FROM pragma_table_info(" + literal(of) + ")").stream()
              .map(column -> quote(column) + " = NULL")
              .toList();
      boolean compiles =
          works(connection, "EXPLAIN INSERT INTO " + quote(of) + " DEFAULT VALUES")
              && works(connection, "EXPLAIN DELETE FROM " + quote(of))
              && works(
                  connection, "EXPLAIN UPDATE " + quote(of) + " SET " + String.join(", ", sets));
      if (!compiles && isOfTable(connection, of)) {
        broken.add("trigger " + name);
        works(connection, "DROP TRIGGER " + quote(name));
      }
    }
  }

  private static boolean isOfTable(Connection connection, String name) throws SQLException {
    return !strings(
            connection,
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = " + literal(name))
        .isEmpty();
  }

  private static String dump(Connection connection) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (String table :
        strings(
            connection,
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND "
                + NOT_SHADOW
                + " ORDER BY rowid")) {
      sql.append(table).append(";\n");
    }
    for (String table :
        strings(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND "
                + NOT_SHADOW
                + " ORDER BY rowid")) {
      rows(connection, table, sql);
    }
    for (String other :
        strings(
            connection,
            "SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"
                + " ORDER BY type = 'view' DESC, rowid")) {
      sql.append(other).append(";\n");
    }
    return sql.toString();
  }

  private static void rows(Connection connection, String table, StringBuilder sql)
      throws SQLException {
    List<String> columns =
        strings(
            connection,
            "SELECT name FROM pragma_table_xinfo(" + literal(table) + ") WHERE hidden = 0");
    String names = columns.stream().map(PlainDatabase::quote).collect(Collectors.joining(", "));
    String values =
        columns.stream()
            .map(name -> "quote(" + quote(name) + ")")
            .collect(Collectors.joining(" || ', ' || "));
    for (String row : strings(connection, "SELECT " + values + " FROM " + quote(table))) {
      sql.append("INSERT INTO ")
          .append(quote(table))
          .append(" (")
          .append(names)
          .append(") VALUES (")
          .append(row)
          .append(");\n");
    }
  }

  private static List<String> strings(Connection connection, String query) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
