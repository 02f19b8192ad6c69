package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import dev.rungs.processor.history.HistoryStatements;
import dev.rungs.processor.history.HistoryStatements.Statement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The schema that the first migration of SQLDelight begins with: empty, that of a snapshot, or the
 * newest one with the migrations undone, as far as they can be.
 *
 * @param version the version that has this schema
 * @param ddl its SQL; empty if the migrations begin with nothing
 * @param note how it was found, if it was
 */
record FirstSchema(int version, String ddl, Optional<String> note) {
  static final String NAME = "(the schema that the migrations begin with)";

  static FirstSchema of(
      NavigableMap<Integer, HistoryScript> scripts,
      List<String> newest,
      NavigableMap<Integer, SourceFile> snapshots) {
    int first = scripts.firstKey();
    try {
      if (runs(scripts.firstEntry().getValue().text())) {
        return new FirstSchema(first, "", Optional.empty());
      }
      Map.Entry<Integer, SourceFile> snapshot = snapshots.ceilingEntry(first);
      if (snapshot != null) {
        try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + snapshot.getValue().path())) {
          return new FirstSchema(
              snapshot.getKey(),
              ddl(connection),
              Optional.of(
                  "The history begins with the schema of " + snapshot.getValue().relative() + "."));
        }
      }
      return undone(scripts, newest);
    } catch (SQLException e) {
      throw new FolderException(
          "The schema that the migrations begin with could not be worked out: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private static boolean runs(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      List<Statement> statements = HistoryStatements.split(script);
      for (Statement statement : statements) {
        execute(connection, statement.text());
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static FirstSchema undone(
      NavigableMap<Integer, HistoryScript> scripts, List<String> newest) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      List<String> others = build(connection, newest);
      int version = scripts.lastKey() + 1;
      String ddl = ddl(connection);
      for (Map.Entry<Integer, HistoryScript> script : scripts.descendingMap().entrySet()) {
        if (!undo(connection, script.getValue().text())) {
          break;
        }
        version = script.getKey();
        ddl = ddl(connection);
      }
      if (version > scripts.lastKey()) {
        throw new FolderException(
            "The .sq files have the schema of the newest version, and "
                + scripts.lastEntry().getValue().file()
                + " does what cannot be undone, so that no earlier schema is known. Set"
                + " deriveSchemaFromMigrations, or add the snapshot "
                + scripts.firstKey()
                + ".db that SQLDelight writes with generateSchema.");
      }
      return new FirstSchema(
          version,
          ddl + rest(ddl, others, scripts.tailMap(version, true)),
          Optional.of(
              "The schema of version "
                  + version
                  + " was worked out from the .sq files, by undoing the migrations."));
    }
  }

  /** Builds tables and indexes; views and triggers would only be in the way. */
  private static List<String> build(Connection connection, List<String> newest)
      throws SQLException {
    List<String> tables = new ArrayList<>();
    List<String> indexes = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String file : newest) {
      for (Statement statement : HistoryStatements.split(file)) {
        String head =
            String.join(" ", statement.words().stream().limit(3).toList()).toUpperCase(Locale.ROOT);
        if (head.matches("CREATE (VIRTUAL )?TABLE.*")) {
          tables.add(statement.text());
        } else if (head.matches("CREATE (UNIQUE )?INDEX.*")) {
          indexes.add(statement.text());
        } else if (head.matches("CREATE (VIEW|TRIGGER).*")) {
          others.add(statement.text());
        }
      }
    }
    tables.addAll(indexes);
    for (String sql : tables) {
      execute(connection, sql);
    }
    return others;
  }

  private static boolean undo(Connection connection, String script) {
    List<Statement> statements = HistoryStatements.split(script);
    for (int i = statements.size() - 1; i >= 0; i--) {
      Optional<String> sql = opposite(statements.get(i).words());
      if (sql.isEmpty()) {
        return false;
      }
      try {
        if (!sql.get().isEmpty()) {
          execute(connection, sql.get());
        }
      } catch (SQLException e) {
        return false;
      }
    }
    return true;
  }

  /** What undoes a statement; empty text for nothing, nothing for what cannot be undone. */
  private static Optional<String> opposite(List<String> words) {
    String first = words.get(0).toUpperCase(Locale.ROOT);
    String second = words.size() > 1 ? words.get(1).toUpperCase(Locale.ROOT) : "";
    if (first.equals("CREATE")) {
      int kind = second.equals("UNIQUE") || second.equals("VIRTUAL") ? 2 : 1;
      int name = words.get(kind + 1).equalsIgnoreCase("IF") ? kind + 4 : kind + 1;
      return Optional.of("DROP " + words.get(kind) + " IF EXISTS " + quote(words.get(name)));
    }
    if (first.equals("ALTER") && words.size() > 5) {
      String table = quote(words.get(2));
      boolean column = words.get(4).equalsIgnoreCase("COLUMN");
      return switch (words.get(3).toUpperCase(Locale.ROOT)) {
        case "ADD" ->
            Optional.of(
                "ALTER TABLE " + table + " DROP COLUMN " + quote(words.get(column ? 5 : 4)));
        case "RENAME" ->
            words.get(4).equalsIgnoreCase("TO")
                ? Optional.of("ALTER TABLE " + quote(words.get(5)) + " RENAME TO " + table)
                : Optional.of(
                    "ALTER TABLE "
                        + table
                        + " RENAME COLUMN "
                        + quote(words.get(words.size() - 1))
                        + " TO "
                        + quote(words.get(column ? 5 : 4)));
        default -> Optional.empty();
      };
    }
    boolean changesRowsOnly =
        List.of(
                "INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "PRAGMA", "BEGIN", "COMMIT",
                "END", "WITH")
            .contains(first);
    boolean perhaps =
        first.equals("DROP")
            && words.size() > 2
            && words.get(2).equalsIgnoreCase("IF")
            && !second.equals("TABLE");
    return changesRowsOnly || perhaps ? Optional.of("") : Optional.empty();
  }

  /** The views and triggers of the newest version that no migration creates. */
  private static String rest(
      String ddl, List<String> others, NavigableMap<Integer, HistoryScript> scripts)
      throws SQLException {
    StringBuilder rest = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      for (Statement statement : HistoryStatements.split(ddl)) {
        execute(connection, statement.text());
      }
      for (String sql : others) {
        List<String> words = HistoryStatements.split(sql).get(0).words();
        String name = words.get(words.get(2).equalsIgnoreCase("IF") ? 5 : 2);
        boolean later =
            scripts.values().stream()
                .anyMatch(
                    script ->
                        script
                            .text()
                            .matches(
                                "(?is).*\\bCREATE\\s+(VIEW|TRIGGER)\\s+(IF\\s+NOT\\s+EXISTS\\s+)?\\W?"
                                    + java.util.regex.Pattern.quote(name)
                                    + "\\b.*"));
        if (!later && compiles(connection, sql, words.get(1), name)) {
          rest.append(sql).append(";\n");
        }
      }
    }
    return rest.toString();
  }

  private static boolean compiles(Connection connection, String sql, String kind, String name) {
    try {
      execute(connection, sql);
      if (kind.equalsIgnoreCase("VIEW")) {
        execute(connection, "SELECT * FROM " + quote(name) + " LIMIT 0");
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static String ddl(Connection connection) throws SQLException {
    StringBuilder ddl = new StringBuilder();
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%'"
                    + " ESCAPE '\\' ORDER BY type = 'table' DESC, rowid")) {
      while (rows.next()) {
        ddl.append(rows.getString(1)).append(";\n");
      }
    }
    return ddl.toString();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
