package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with one database file, and commands on it, run in this process. */
abstract class CommandTestCase {
  @TempDir Path folder;
  Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  final Outcome run(int release, String... args) {
    return answering(null, release, args);
  }

  final Outcome answering(String answers, int release, String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--db";
    all[args.length + 1] = file.toString();
    return Outcome.answering(answers, Notes.release(release), all);
  }

  final void create(int release) {
    Outcome outcome = run(release, "up", "--create", "--allow-destructive");
    assertEquals(0, outcome.code(), outcome.err());
  }

  final void sql(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  final long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  final Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        files.put(
            path.getFileName().toString(), java.util.Arrays.toString(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  final List<String> names() throws IOException {
    return List.copyOf(everything().keySet());
  }
}
