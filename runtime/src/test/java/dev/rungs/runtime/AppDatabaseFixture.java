package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database with the tables of the notes, opened without migration. */
abstract class AppDatabaseFixture {
  @TempDir Path folder;
  Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  /** A file with the tables of the schema, whatever the migrator does. */
  AppDatabase tables() throws SQLException {
    AppDatabase db = AppDatabase.builder(Migrations.deferredNotes()).withoutMigration().open(file);
    try (Statement statement = db.connection().createStatement()) {
      for (int version = 1; version <= 3; version++) {
        statement.executeUpdate(Migrations.deferredNotes().migration(version).up().orElseThrow());
      }
      statement.executeUpdate("PRAGMA user_version = 3");
    }
    return db;
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  static void insert(AppDatabase db, String body) throws SQLException {
    PreparedStatement insert = db.prepare("INSERT INTO notes (body) VALUES (?)");
    insert.setString(1, body);
    assertEquals(1, insert.executeUpdate());
  }
}
