package dev.rungs.replicated.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteDataSource;

/** All that a database file holds, as text that can be compared. */
final class Content {
  private Content() {}

  static List<String> of(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    List<String> lines = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      add(lines, statement, "PRAGMA user_version");
      add(lines, statement, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
      List<String> tables = new ArrayList<>();
      add(
          tables,
          statement,
          "SELECT name FROM sqlite_schema WHERE type = 'table'"
              + " AND name NOT GLOB 'sqlite_stat*' AND name NOT GLOB 'libsql*' ORDER BY 1");
      for (String table : tables) {
        lines.add(table);
        add(lines, statement, "SELECT * FROM \"" + table + "\" ORDER BY 1");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static void add(List<String> lines, Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          line.append(i == 1 ? "" : " | ").append(rows.getString(i));
        }
        lines.add(line.toString());
      }
    }
  }

  /** Drops everything, children before parents. */
  static void clear(Server server, boolean userVersion) {
    try {
      StateReader reader = new StateReader(server);
      for (int i = 0; i < 10; i++) {
        State state = reader.read();
        List<String> drops = new ArrayList<>();
        for (String type : List.of("trigger", "view", "table")) {
          state.schema().stream()
              .filter(entry -> entry.type().equals(type) && !entry.name().startsWith("sqlite_"))
              .sorted(Comparator.comparing(entry -> refers(entry) ? 0 : 1))
              .forEach(entry -> drops.add("DROP " + type + " IF EXISTS \"" + entry.name() + "\""));
        }
        if (userVersion) {
          drops.add("PRAGMA user_version = 0");
        }
        if (server.keepsApplicationId()) {
          drops.add("PRAGMA application_id = 0");
        }
        if (!drops.isEmpty()) {
          server.execute(drops);
        }
        if (state.schema().isEmpty()) {
          return;
        }
      }
    } catch (ServerException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean refers(State.Entry entry) {
    return String.valueOf(entry.sql()).toUpperCase().contains("REFERENCES");
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // The system's temporary folder is emptied by the system.
    }
  }
}
