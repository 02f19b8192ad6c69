package dev.rungs.check;

import dev.rungs.check.layout.FolderMigration;
import dev.rungs.check.layout.Layout;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryScript;
import dev.rungs.processor.history.HistoryStatements;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * DROP TABLE deletes the rows of the table first, if foreign keys are enforced, and with them the
 * rows that refer to it by ON DELETE CASCADE. Scripts switch that off with PRAGMA foreign_keys, and
 * SQLite ignores it in a transaction: whether it helps is a matter of the tool that runs them.
 */
final class CascadeCheck {
  static final String KEY = "CascadingDrop";

  /** Tools that run a script in a transaction, on connections that enforce foreign keys. */
  private static final Map<Layout, String> ENFORCING =
      Map.of(
          Layout.SQLX, "sqlx enforces foreign keys by default",
          Layout.DIESEL, "SQLite as Rust programs bundle it enforces foreign keys by default",
          Layout.REFINERY, "SQLite as Rust programs bundle it enforces foreign keys by default",
          Layout.DRIZZLE, "better-sqlite3 enforces foreign keys by default");

  private final Layout layout;
  private final List<Finding> findings = new ArrayList<>();

  private CascadeCheck(Layout layout) {
    this.layout = layout;
  }

  static List<Finding> run(Layout layout, List<FolderMigration> migrations) {
    if (!ENFORCING.containsKey(layout)) {
      return List.of();
    }
    CascadeCheck check = new CascadeCheck(layout);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      for (int i = 0; i < migrations.size(); i++) {
        FolderMigration migration = migrations.get(i);
        if (migration.up().isPresent()) {
          check.run(connection, i, migration.up().get());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite in memory failed: " + e.getMessage(), e);
    }
    return check.findings;
  }

  private void run(Connection connection, int place, HistoryScript script) throws SQLException {
    boolean withoutTransaction = script.text().stripLeading().startsWith("-- no-transaction");
    Set<String> created = new HashSet<>();
    for (HistoryStatements.Statement statement : HistoryStatements.split(script.text())) {
      List<String> words = statement.words();
      String first = words.get(0).toUpperCase(Locale.ROOT);
      if (first.equals("PRAGMA") || first.equals("BEGIN") || first.equals("COMMIT")) {
        continue;
      }
      int name = words.size() > 4 && words.get(2).equalsIgnoreCase("IF") ? 4 : 2;
      boolean drop =
          first.equals("DROP") && words.size() > name && words.get(1).equalsIgnoreCase("TABLE");
      if (drop && !withoutTransaction && !created.contains(fold(words.get(name)))) {
        List<String> children = children(connection, words.get(name));
        if (!children.isEmpty()) {
          findings.add(finding(place, script, statement, words.get(name), children));
        }
      }
      if (first.equals("CREATE") && words.size() > 5 && words.get(1).equalsIgnoreCase("TABLE")) {
        created.add(fold(words.get(words.get(2).equalsIgnoreCase("IF") ? 5 : 2)));
      }
      execute(connection, statement.text());
    }
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The tables whose rows go with those of another, or lose their reference. */
  private static List<String> children(Connection connection, String parent) throws SQLException {
    List<String> children = new ArrayList<>();
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT m.name || ' (ON DELETE ' || f.on_delete || ')' FROM sqlite_master m,"
                + " pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
                + " AND lower(f.\"table\") = lower(?1) AND lower(m.name) <> lower(?1)"
                + " AND f.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT') ORDER BY 1")) {
      query.setString(1, parent);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          children.add(rows.getString(1));
        }
      }
    }
    return children;
  }

  private static void execute(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // The check of the scripts has told.
    }
  }

  private Finding finding(
      int place,
      HistoryScript script,
      HistoryStatements.Statement statement,
      String table,
      List<String> children) {
    String before = script.text().substring(0, statement.offset());
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = statement.offset() - (before.lastIndexOf('\n') + 1) + 1;
    String text = script.text().lines().skip(line - 1L).findFirst().orElse("");
    return new Finding(
        KEY,
        Severity.WARNING,
        place,
        false,
        script.file(),
        line,
        column,
        "DROP TABLE "
            + table
            + " deletes its rows first where foreign keys are enforced, and so changes "
            + children.stream().collect(Collectors.joining(", "))
            + ". "
            + layout.title()
            + " runs a script in a transaction, in which SQLite ignores PRAGMA foreign_keys, and "
            + ENFORCING.get(layout)
            + ". Switch foreign keys off on the connection before migrating.",
        "    " + text + "\n    " + " ".repeat(column - 1) + "^");
  }
}
