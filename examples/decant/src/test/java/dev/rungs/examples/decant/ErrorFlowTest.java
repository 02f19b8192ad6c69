package dev.rungs.examples.decant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration fails, its developer fixes the SQL and tries again. */
class ErrorFlowTest {
  private static final String UNIQUE_TITLES =
      """
      package dev.rungs.examples.decant;

      import dev.rungs.Down;
      import dev.rungs.Migration;
      import dev.rungs.Up;

      @SuppressWarnings("rungs.DataDependent")
      @Migration(version = 4)
      @Up(
          \"""
          CREATE TABLE title_notes (id INTEGER PRIMARY KEY, note TEXT NOT NULL);
          -- here
          CREATE UNIQUE INDEX idx_nodes_title ON nodes (title);
          \""")
      @Down("DROP INDEX idx_nodes_title; DROP TABLE title_notes;")
      final class UniqueTitles {}
      """;

  @TempDir Path folder;

  private Workshop workshop;

  @BeforeEach
  void copyTheSources() throws Exception {
    workshop = Workshop.copiedTo(folder);
  }

  @Test
  void sqlThatSqliteRefusesDoesNotCompileUntilItIsMended() throws Exception {
    workshop.edit("add_indexes.up.sql", "ON nodes (content_type)", "ON nodes (contenttype)");

    Workshop.Result refused = workshop.compile();

    assertEquals(1, refused.exitCode(), refused.output());
    assertTrue(refused.output().contains("[rungs.SqlRejected]"), refused.output());
    assertTrue(refused.output().contains("add_indexes.up.sql:2:"), refused.output());
    assertTrue(refused.output().contains("no such column: contenttype"), refused.output());

    workshop.edit("add_indexes.up.sql", "contenttype", "content_type");
    Workshop.Result fixed = workshop.compile();
    assertEquals(0, fixed.exitCode(), fixed.output());
  }

  @Test
  void whatFailsOnTheDataOfOneFileIsRolledBackAndMended() throws Exception {
    assertCompiles();
    workshop.decant("decant.db", "add", "https://sqlite.org/a", "Twice");
    workshop.decant("decant.db", "add", "https://sqlite.org/b", "Twice");

    // The next release: fine on every file but those with two equal titles.
    workshop.edit("DecantSchema.java", "CURRENT_VERSION = 3", "CURRENT_VERSION = 4");
    workshop.write("UniqueTitles.java", UNIQUE_TITLES);
    assertCompiles();
    Workshop.Result failed = workshop.decant("decant.db", "migrate", "up");
    assertNotEquals(0, failed.exitCode(), failed.output());
    assertTrue(failed.output().contains("unique_titles"), failed.output());
    assertTrue(failed.output().contains("UNIQUE constraint failed: nodes.title"), failed.output());
    assertEquals(3, number("PRAGMA user_version"));
    assertEquals(0, number("SELECT count(*) FROM sqlite_schema WHERE name = 'title_notes'"));
    assertEquals(0, number("SELECT count(*) FROM rungs_history WHERE version = 4"));

    // The application refuses to start on it, too: nothing is half done.
    Workshop.Result start = workshop.decant("decant.db", "tree");
    assertEquals(1, start.exitCode(), start.output());

    workshop.edit(
        "UniqueTitles.java",
        "-- here",
        "UPDATE nodes SET title = title || ' (' || id || ')'"
            + " WHERE EXISTS (SELECT 1 FROM nodes o WHERE o.title = nodes.title AND o.id < nodes.id);");
    assertCompiles();
    Workshop.Result retried = workshop.decant("decant.db", "migrate", "up");
    assertEquals(0, retried.exitCode(), retried.output());
    assertEquals(4, number("PRAGMA user_version"));
    assertEquals("Twice\nTwice (2)\n", workshop.decant("decant.db", "tree").output());
  }

  private void assertCompiles() throws Exception {
    Workshop.Result compiled = workshop.compile();
    assertEquals(0, compiled.exitCode(), compiled.output());
  }

  private int number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("decant.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getInt(1);
    }
  }
}
