package dev.rungs.cli;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a registry at one version, built by running its migrations on an empty database in
 * memory.
 */
final class BuiltSchema implements AutoCloseable {
  /**
   * An entry of {@code sqlite_schema}.
   *
   * @param type table, index, trigger or view
   * @param name as it was created
   * @param table that it belongs to; its own name if it is a table or view
   * @param sql without a semicolon
   */
  record Entry(String type, String name, String table, String sql) {}

  private final Connection connection;

  private BuiltSchema(Connection connection) {
    this.connection = connection;
  }

  /** Builds the schema that the versions up to the given one have. */
  static BuiltSchema of(Registry registry, int version) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
      try {
        Migrator.builder(registry.upTo(version))
            .allowDestructive()
            .allowRebuild()
            .build()
            .migrate(connection);
        return new BuiltSchema(connection);
      } catch (MigrationException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  Connection connection() {
    return connection;
  }

  /**
   * Returns what the migrations created: tables, indexes, views, then triggers, each in the order
   * in which they were created. SQLite's and Rungs's own tables, the tables behind a virtual one,
   * and indexes that follow from a constraint are left out.
   */
  List<Entry> entries() {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT type, name, tbl_name, sql FROM sqlite_schema
                WHERE sql IS NOT NULL
                  AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                  AND tbl_name NOT LIKE 'rungs\\_%' ESCAPE '\\'
                  AND NOT EXISTS (
                    SELECT 1 FROM pragma_table_list AS t
                    WHERE t.schema = 'main' AND t.type = 'shadow' AND t.name = tbl_name)
                ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END,
                  rowid
                """)) {
      List<Entry> entries = new ArrayList<>();
      while (rows.next()) {
        entries.add(
            new Entry(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
      return entries;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the entry of a table or view, by its name in any case. */
  Optional<Entry> relation(String name) {
    return entries().stream()
        .filter(entry -> entry.type().equals("table") || entry.type().equals("view"))
        .filter(entry -> entry.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Returns the first column of each row. */
  List<String> strings(String sql, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Whether SQLite takes a plain word for a name, not for a keyword. */
  boolean isName(String word) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 AS a FROM (SELECT 1 AS " + word + ") AS " + word)) {
      return statement != null;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static CommandFailure failed(SQLException e) {
    return new CommandFailure(
        "The schema could not be built in memory: " + e.getMessage() + ".", e);
  }
}
