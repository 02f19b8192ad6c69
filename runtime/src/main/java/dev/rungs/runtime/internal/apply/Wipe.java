package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConnection;

/**
 * Drops everything a file holds, within the transaction that builds it again. The file itself is
 * never unlinked or swapped: another process may have it open.
 *
 * <p>Foreign keys must be off, or dropping a parent would first delete its rows one by one.
 */
final class Wipe {
  private final SQLiteConnection connection;
  private final KeptObjects kept;

  private Wipe(SQLiteConnection connection, KeptObjects kept) {
    this.connection = connection;
    this.kept = kept;
  }

  /** Drops everything but what is kept. */
  static void everythingBut(KeptObjects kept, SQLiteConnection connection) throws SQLException {
    Wipe wipe = new Wipe(connection, kept);
    wipe.drop("trigger", "SELECT name FROM main.sqlite_schema WHERE type = 'trigger'");
    wipe.drop("view", "SELECT name FROM main.sqlite_schema WHERE type = 'view'");
    wipe.dropVirtualTables();
    wipe.drop(
        "table",
        "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    wipe.forgetStatistics();
  }

  private void drop(String type, String list) throws SQLException {
    for (String name : dropped(list)) {
      Sql.run(connection, "DROP " + type + " IF EXISTS main." + SqlNames.quote(name));
    }
  }

  /** Before the tables: a virtual table drops its shadow tables itself, and only then whole. */
  private void dropVirtualTables() throws SQLException {
    for (String name :
        dropped(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
                + " AND sql LIKE 'create virtual%'")) {
      try {
        Sql.run(connection, "DROP TABLE IF EXISTS main." + SqlNames.quote(name));
      } catch (SQLException e) {
        if (Failures.mayEndTransaction(e)) {
          throw e;
        }
        // Its module is missing, or cannot read its shadow tables. They are plain tables then,
        // and are dropped with the others.
        forget(name);
      }
    }
  }

  private void forget(String table) throws SQLException {
    Sql.run(connection, "PRAGMA writable_schema = 1");
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM main.sqlite_schema WHERE type = 'table' AND name = ?")) {
      delete.setString(1, table);
      delete.executeUpdate();
    } finally {
      Sql.run(connection, "PRAGMA writable_schema = RESET");
    }
  }

  /** Deletes what SQLite keeps about tables that no longer exist. */
  private void forgetStatistics() throws SQLException {
    for (String table :
        names(
            "SELECT name FROM main.sqlite_schema WHERE name LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND type = 'table'")) {
      Sql.run(connection, "DELETE FROM main." + SqlNames.quote(table) + ofDropped(table));
    }
  }

  private String ofDropped(String statistics) {
    if (kept.tables().isEmpty()) {
      return "";
    }
    String column = SqlNames.fold(statistics).equals("sqlite_sequence") ? "name" : "tbl";
    return kept.tables().stream()
        .map(SqlNames::literal)
        .collect(Collectors.joining(", ", " WHERE lower(" + column + ") NOT IN (", ")"));
  }

  private List<String> dropped(String sql) throws SQLException {
    List<String> names = names(sql);
    names.removeIf(kept::contains);
    return names;
  }

  private List<String> names(String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
