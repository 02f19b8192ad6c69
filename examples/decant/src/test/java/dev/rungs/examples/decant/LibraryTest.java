package dev.rungs.examples.decant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.AppDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryTest {
  private AppDatabase database;
  private Library library;
  private long sqlite;
  private long fts;
  private long java;

  @BeforeEach
  void open() throws SQLException {
    database = AppDatabase.builder(MigrationRegistry.INSTANCE).openInMemory();
    library = new Library(database);
    sqlite = library.add(page("sqlite.org/", "SQLite", "A database in one file", "2026-01-01"));
    fts = library.add(page("sqlite.org/fts5.html", "FTS5", "Words in a file", "2026-01-02"));
    java = library.add(page("dev.java/", "Java", "A language", "2026-01-03", "language", "Search"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void twoTreesKeepTheirOwnOrder() throws SQLException {
    library.move(Tree.FUNCTION, fts, sqlite);
    library.move(Tree.ORGANIZATION, java, fts);
    assertEquals(List.of("SQLite", "  FTS5", "Java"), library.tree(Tree.FUNCTION));
    assertEquals(List.of("SQLite", "FTS5", "  Java"), library.tree(Tree.ORGANIZATION));
  }

  @Test
  void searchFindsAllWordsAndFollowsChanges() throws SQLException {
    assertEquals(List.of("FTS5"), library.search("words file"));
    library.summarize(fts, "Full text");
    assertEquals(List.of(), library.search("words"));
    assertEquals(List.of("FTS5"), library.search("full"));
    assertEquals(List.of(), library.search("NEAR( \"OR"));
  }

  @Test
  void aDeletedPageIsHiddenAndKeepsItsAddress() throws SQLException {
    library.delete(fts);
    assertEquals(List.of("SQLite", "Java"), library.tree(Tree.FUNCTION));
    assertEquals(List.of(), library.search("words"));
    assertThrows(
        SQLException.class,
        () -> library.add(page("sqlite.org/fts5.html", "x", "y", "2026-01-04")));
    assertEquals(List.of("SQLite", "Java"), library.tree(Tree.FUNCTION), "nothing is half added");
  }

  @Test
  void conceptsAreFoundWhateverTheirCase() throws SQLException {
    assertEquals(List.of("Java"), library.about("search"));
    assertEquals(List.of(), library.about("nothing"));
  }

  private static Page page(
      String path, String title, String summary, String day, String... concepts) {
    return new Page(
        "https://" + path,
        title,
        summary,
        "The makers",
        "IT",
        List.of(concepts),
        Instant.parse(day + "T00:00:00Z"));
  }
}
