package dev.rungs.spring.boot;

import dev.rungs.runtime.Migrator;
import dev.rungs.spring.boot.notes.MigrationRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database file of an earlier release, and what is in it. */
record NotesFile(Path path) {
  /** The file that a release left, with one note. */
  static NotesFile atVersion(int version, Path folder) throws SQLException {
    NotesFile file = new NotesFile(folder.resolve("notes.db"));
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(file.path());
    file.execute("INSERT INTO notes (body, draft) VALUES ('buy milk', 'buy')");
    return file;
  }

  String url() {
    return "jdbc:sqlite:" + path;
  }

  String urlProperty() {
    return "spring.datasource.url=" + url();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
