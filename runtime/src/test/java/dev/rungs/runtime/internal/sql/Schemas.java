package dev.rungs.runtime.internal.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Schemas of real databases, for tests. */
final class Schemas {
  private Schemas() {}

  static SchemaSnapshot of(String script) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
      return SchemaSnapshot.read(connection);
    } catch (SQLException e) {
      throw new IllegalArgumentException(script, e);
    }
  }
}
