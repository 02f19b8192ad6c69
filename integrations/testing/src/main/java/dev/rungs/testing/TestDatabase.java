package dev.rungs.testing;

import dev.rungs.processor.replay.StoredData;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is done to the files of tests. */
final class TestDatabase {
  private TestDatabase() {}

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** A migrator that permits everything: nothing is at stake on a test's own file. */
  static Migrator migrator(Registry registry) {
    return Migrator.builder(registry).allowDestructive().allowRebuild().withoutBackups().build();
  }

  static <T> T on(Path file, Work<T> work) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The test could not work on " + file + ": " + e.getMessage(), e);
    }
  }

  static StoredData read(Path file) {
    return on(file, StoredData::read);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The driver's execute() would run the first statement only.
      statement.executeUpdate(sql);
    }
  }

  static int version(Path file) {
    return on(
        file,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
