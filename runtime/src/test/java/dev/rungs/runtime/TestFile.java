package dev.rungs.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Looks at a database file from outside. */
final class TestFile {
  private TestFile() {}

  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static void run(Path file, String... statements) {
    try (Connection connection = connect(file)) {
      run(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  static String query(Path file, String sql) {
    try (Connection connection = connect(file)) {
      return query(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns all rows, columns parted by bars and rows by line ends. */
  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        lines.add(line.toString());
      }
      return String.join("\n", lines);
    }
  }

  static int version(Path file) {
    return Integer.parseInt(query(file, "PRAGMA user_version"));
  }

  /** Everything in a folder, by name, with its bytes. Only while nothing has the files open. */
  static TreeMap<String, String> bytes(Path directory) {
    TreeMap<String, String> contents = new TreeMap<>();
    try (var files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        contents.put(
            file.getFileName().toString(),
            Files.isDirectory(file)
                ? "folder"
                : HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }
}
