package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of queries: the page, and {@code FullScan}. */
class PlansTest {
  @TempDir Path folder;

  private Compile program(String... queries) {
    StringBuilder constants = new StringBuilder();
    for (int i = 0; i < queries.length; i++) {
      constants.append("  @Sql String Q%d = \"%s\";\n".formatted(i, queries[i]));
    }
    return Compile.in(folder)
        .file("app/AppSchema.java", schema(2))
        .file(
            "app/V1.java",
            migration(
                "app",
                "V1",
                "version = 1",
                "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, author TEXT, at INTEGER, body TEXT);"
                    + " CREATE INDEX by_author ON notes (author); CREATE INDEX by_at ON notes (at);\""))
        .file("app/V2.java", migration("app", "V2", "version = 2", "\"DROP INDEX by_author;\""))
        .file(
            "app/Notes.java",
            "package app;\nimport dev.rungs.Sql;\ninterface Notes {\n" + constants + "}\n");
  }

  private static final String[] QUERIES = {
    "SELECT body FROM notes AS n WHERE n.author = ?",
    "SELECT body FROM notes WHERE at > ?",
    "SELECT body FROM notes",
    "SELECT count(*) FROM notes WHERE body LIKE '%x%'",
    "SELECT body FROM notes WHERE at = ? ORDER BY author",
    "UPDATE notes SET body = ? WHERE author = ?",
    "INSERT INTO notes (author) VALUES (?)",
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n",
  };

  @Test
  void whatAnIndexWouldSpareIsAWarningIfAsked() {
    Compiled compiled = program(QUERIES).option("-Arungs.warnings=FullScan").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(
        List.of("FullScan Notes.java:4", "FullScan Notes.java:8", "FullScan Notes.java:9"),
        compiled.messages().stream().map(m -> m.brief()).toList(),
        compiled::text);
    String text = compiled.messages().get(0).text();
    assertTrue(
        text.contains(
            "Notes.Q0 reads a table whole: SCAN n. It used the index by_author before version 2 (v2)."
                + " An index would serve: CREATE INDEX notes_by_author ON notes (author);"),
        text);
    assertTrue(
        compiled.messages().get(1).text().contains("CREATE INDEX notes_by_at_author"),
        compiled::text);
  }

  @Test
  void otherwiseNobodyIsTold() {
    assertEquals(List.of(), program(QUERIES).run().messages());
    Compiled strict = program(QUERIES).option("-Arungs.warnings=error").run();
    assertTrue(strict.success(), strict::text);
    assertEquals(List.of(), strict.messages());
  }

  @Test
  void thePageHasEachPlan() {
    Compiled compiled = program(QUERIES).option("-Arungs.docs").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
    String page = compiled.output("queries.md");
    assertTrue(page.startsWith("# Queries of app.AppSchema\n\nOn version 2,"), page);
    assertTrue(
        page.contains("## Notes.Q1\n\n```sql\nSELECT body FROM notes WHERE at > ?\n```\n"), page);
    assertTrue(page.contains("SEARCH notes USING INDEX by_at (at>?)\n"), page);
    assertTrue(
        page.contains(
            "**`SCAN n`**: an index would serve, `CREATE INDEX notes_by_author ON notes (author);` It"
                + " used the index by_author before version 2 (v2).\n"),
        page);
    assertFalse(program().option("-Arungs.docs").run().hasOutput("none"));
  }
}
