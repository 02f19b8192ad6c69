package dev.rungs.runtime.proof;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.ReversibleStep;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a registry means, done in the plainest way: each script handed to SQLite whole, each step
 * called. What the runtime makes is compared with this.
 */
final class PlainSqlite {
  private PlainSqlite() {}

  static Connection memory() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  static Connection file(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** Runs the versions after {@code from} up to {@code to}. */
  static void up(Connection connection, Ladder ladder, int from, int to) throws SQLException {
    for (int version = from + 1; version <= to; version++) {
      MigrationDefinition migration = ladder.migration(version);
      run(connection, migration.up().orElse(""));
      if (migration.hasStep()) {
        ladder.newStep(version).up(connection);
      }
      run(connection, "PRAGMA user_version = " + version);
    }
  }

  /** Undoes the versions from {@code from} down to, and without, {@code to}. */
  static void down(Connection connection, Ladder ladder, int from, int to) throws SQLException {
    for (int version = from; version > to; version--) {
      MigrationDefinition migration = ladder.migration(version);
      if (migration.hasReversibleStep()) {
        ((ReversibleStep) ladder.newStep(version)).down(connection);
      }
      run(connection, migration.down().orElse(""));
      run(connection, "PRAGMA user_version = " + (version - 1));
    }
  }

  /** The fingerprint after each version. */
  static List<String> fingerprints(Ladder ladder) {
    List<String> found = new ArrayList<>();
    try (Connection connection = memory()) {
      for (int version = 1; version <= ladder.currentVersion(); version++) {
        up(connection, ladder, version - 1, version);
        found.add(fingerprint(connection));
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(ladder.schemaName() + ": " + e.getMessage(), e);
    }
    return found;
  }

  static String fingerprint(Connection connection) throws SQLException {
    return SchemaSnapshot.read(connection).fingerprint();
  }

  static void run(Connection connection, String script) throws SQLException {
    if (!script.isBlank()) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(script);
      }
    }
  }
}
