package dev.rungs.examples.decant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema as it grew: how many indexes each version has, and what they are good for. */
class IndexCountTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void createTheFile() throws SQLException {
    file = folder.resolve("decant.db");
    try (AppDatabase database = AppDatabase.open(file, MigrationRegistry.INSTANCE)) {
      new Library(database)
          .add(
              new Page(
                  "https://sqlite.org/fts5.html",
                  "Full text",
                  "Words and where they are",
                  "SQLite",
                  "DB",
                  List.of("search"),
                  Instant.parse("2026-01-01T00:00:00Z")));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 10", "2, 8", "1, 4", "0, 0"})
  void everyVersionHasItsIndexes(int version, int indexes) throws SQLException {
    rollBackTo(version);
    assertEquals(indexes, namedIndexes());
  }

  @ParameterizedTest
  @CsvSource({"3, 10", "2, 8", "1, 4", "0, 0"})
  void everyReleaseMadeThem(int version, int indexes) throws SQLException {
    file = folder.resolve("release.db");
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(file);
    assertEquals(indexes, namedIndexes());
  }

  @Test
  void goingUpAgainGivesTheSameIndexes() throws SQLException {
    rollBackTo(1);
    assertEquals(4, namedIndexes());
    Migrator.builder(MigrationRegistry.INSTANCE).build().migrate(file);
    assertEquals(10, namedIndexes());
    assertEquals(1, number("SELECT count(*) FROM nodes"), "the page is still there");
    assertEquals(1, number("SELECT count(*) FROM nodes_fts WHERE nodes_fts MATCH 'words'"));
  }

  @Test
  void twelveAreThereWithThoseThatUniqueColumnsBring() throws SQLException {
    assertEquals(
        12,
        number(
            "SELECT count(*) FROM sqlite_schema"
                + " WHERE type = 'index' AND tbl_name NOT LIKE 'rungs_%'"));
  }

  @ParameterizedTest
  @EnumSource(Tree.class)
  void theCompositeIndexesSpareTheSort(Tree tree) throws SQLException {
    String name = tree == Tree.FUNCTION ? "function" : "organization";
    assertTrue(
        queryPlan(tree.children()).contains("INDEX idx_nodes_" + name + "_tree ("),
        queryPlan(tree.children()));
    assertTrue(
        queryPlan(tree.liveChildren()).contains("INDEX idx_nodes_live_" + name + "_tree ("),
        queryPlan(tree.liveChildren()));
    assertFalse(queryPlan(tree.liveChildren()).contains("TEMP B-TREE"));

    rollBackTo(2);
    assertTrue(queryPlan(tree.children()).contains("INDEX idx_nodes_" + name + "_parent ("));
    assertTrue(queryPlan(tree.children()).contains("USE TEMP B-TREE FOR ORDER BY"));
  }

  private void rollBackTo(int version) {
    Migrator.builder(MigrationRegistry.INSTANCE)
        .allowDestructive()
        .withoutBackups()
        .build()
        .rollbackTo(file, version);
  }

  private int namedIndexes() throws SQLException {
    return number(
        "SELECT count(*) FROM sqlite_schema"
            + " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'rungs_%'");
  }

  private int number(String sql) throws SQLException {
    return Integer.parseInt(rows(sql).get(0));
  }

  private String queryPlan(String sql) throws SQLException {
    return String.join("\n", rows("EXPLAIN QUERY PLAN " + sql.replace("?", "1")));
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(row.getMetaData().getColumnCount()));
      }
    }
    return rows;
  }
}
