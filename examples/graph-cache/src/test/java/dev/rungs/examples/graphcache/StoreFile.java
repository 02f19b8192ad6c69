package dev.rungs.examples.graphcache;

import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A store as a test finds and makes it: through plain JDBC, without the program. */
record StoreFile(Path path) {
  private static final List<String> ONE_CALL =
      List.of(
          "INSERT INTO files (id, path, digest) VALUES (1, 'A.java', 'stale')",
          "INSERT INTO nodes (id, file_id, kind, owner, name, line) VALUES"
              + " (1, 1, 'type', 'p', 'A', 1), (2, 1, 'method', 'p.A', 'a/0', 2),"
              + " (3, 1, 'method', 'p.A', 'b/0', 3)",
          "INSERT INTO edges (source_id, kind, target) VALUES (3, 'calls', 'a/0')");

  /** Makes the store that an earlier build left, with one file in it. */
  void leftByBuild(int version) throws SQLException {
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(path);
    execute(ONE_CALL.toArray(String[]::new));
  }

  /** Makes the store that a build left from before versions were kept. */
  void leftBeforeVersioning(int schemaOf) throws SQLException {
    for (int version = 1; version <= schemaOf; version++) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(MigrationRegistry.INSTANCE.migration(version).up().orElseThrow());
      }
    }
    execute(ONE_CALL.toArray(String[]::new));
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  int number(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return number(connection, sql);
    }
  }

  static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getInt(1);
    }
  }

  int version() throws SQLException {
    return number("PRAGMA user_version");
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }
}
