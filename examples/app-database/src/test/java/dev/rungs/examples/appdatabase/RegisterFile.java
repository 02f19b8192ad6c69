package dev.rungs.examples.appdatabase;

import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A file of the register as a test finds and makes it: through plain JDBC. */
record RegisterFile(Path path) {
  /** Makes the file that an earlier release left, with two agents in it. */
  void leftAt(int version) throws SQLException {
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(path);
    execute(
        "INSERT INTO agents (name, description, api_key) VALUES"
            + " ('Supervisor', 'Watches', 'secret-1'), ('Zoë the Writer', 'Writes', 'secret-2')");
    if (version >= 3) {
      execute("UPDATE agents SET handle = lower(name)");
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  int version() throws SQLException {
    return Integer.parseInt(column("PRAGMA user_version").get(0));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }
}
