package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look at a file or copy it. */
class FileCommandsTest extends CommandTestCase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "plan",
        "up",
        "down --yes",
        "reset --yes",
        "history",
        "verify",
        "adopt",
        "backup",
        "plan --execute-on-copy"
      })
  void aMistypedPathIsAnError(String command) throws IOException {
    Outcome outcome = run(3, command.split(" "));
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains(file + " does not exist"), outcome.err());
    assertTrue(outcome.err().contains("rungs up --create"), outcome.err());
    assertEquals("", outcome.out());
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "plan",
        "plan --sql",
        "plan --execute-on-copy",
        "history",
        "verify",
        "status --json",
        "plan --json",
        "history --json",
        "verify --json"
      })
  void readingLeavesTheFolderAsItWas(String command) throws Exception {
    create(2);
    sql("PRAGMA journal_mode = WAL; INSERT INTO notes (body) VALUES ('a')");
    Map<String, String> before = everything();
    assertEquals(List.of("app.db"), List.copyOf(before.keySet()));
    Outcome outcome = run(3, command.split(" "));
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("", outcome.err());
    assertEquals(before, everything());
  }

  @Test
  void historyTellsHow() {
    create(1);
    assertEquals(0, run(2, "up").code());
    String out = run(2, "history").out();
    assertTrue(out.contains("create_notes  created  2026-03-02 09:14:07"), out);
    assertTrue(out.contains("add_tags      applied  2026-03-02 09:14:07"), out);
  }

  @Test
  void verifyFindsDriftAndDanglingRows() throws SQLException {
    create(3);
    assertEquals(0, run(3, "verify").code());
    sql("ALTER TABLE notes ADD COLUMN extra; INSERT INTO tags VALUES (9, 'x')");
    Outcome outcome = run(3, "verify");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("[x]  pages and records  sound"), outcome.out());
    assertTrue(
        outcome.out().contains("[!]  foreign keys       tags -> notes: 1 row refers"),
        outcome.out());
    assertTrue(
        outcome.out().contains("[!]  schema             column notes.extra is not expected"),
        outcome.out());
    assertTrue(outcome.out().endsWith("2 problems found.\n"), outcome.out());
  }

  @Test
  void backupGoesBesideTheFileOrElsewhere() throws Exception {
    create(3);
    assertEquals(0, run(3, "backup").code());
    assertEquals(List.of("app.db", "app.db.v3-20260302T091407Z.bak"), names());
    Path copy = folder.resolve("copy.db");
    assertEquals(0, run(3, "backup", "--to", copy.toString()).code());
    Outcome again = run(3, "backup", "--to", copy.toString());
    assertEquals(1, again.code());
    assertTrue(again.err().contains("already exists"), again.err());
  }
}
