package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code up}: what is applied, approved and backed up. */
class UpCommandTest extends CommandTestCase {
  @Test
  void upAppliesAndThenHasNothingToDo() throws SQLException {
    create(1);
    Outcome outcome = run(3, "up");
    assertTrue(
        outcome
            .out()
            .matches(
                "(?s)  \\[x] 2  add_tags  \\d+ ms\n  \\[x] 3  add_slugs  \\d+ ms\n.*: version 1 to 3"
                    + " \\(2 migrations, \\d+ ms\\)\\.\n"),
        outcome.out());
    assertEquals(3, number("PRAGMA user_version"));
    assertEquals(file + ": at version 3, nothing to do.\n", run(3, "up").out());
  }

  @Test
  void upAsksForApprovalOfLossInOptions() throws Exception {
    create(3);
    Map<String, String> before = everything();
    Outcome refused = run(4, "up");
    assertEquals(1, refused.code());
    assertEquals("", refused.out());
    assertTrue(refused.err().contains("4 (drop_tags)"), refused.err());
    assertTrue(refused.err().contains("Approve with --allow-destructive=4."), refused.err());
    assertTrue(refused.err().contains("plan --execute-on-copy"), refused.err());
    assertEquals(before, everything());
    assertEquals(1, run(4, "up", "--allow-destructive=3").code());
    Outcome approved = run(4, "up", "--allow-destructive=4");
    assertEquals(0, approved.code(), approved.err());
    assertTrue(approved.out().contains("Backup: "), approved.out());
    assertEquals(2, names().size());
  }

  @Test
  void upPutsItsBackupWhereItIsTold() throws Exception {
    create(3);
    Path copies = Files.createDirectory(folder.resolve("copies"));
    Outcome outcome = run(4, "up", "--allow-destructive", "--backups", copies.toString());
    assertEquals(0, outcome.code(), outcome.err());
    try (Stream<Path> made = Files.list(copies)) {
      assertEquals(1, made.count());
    }
  }

  @Test
  void upMakesNoBackupIfToldSo() throws Exception {
    create(3);
    assertEquals(0, run(4, "up", "--allow-destructive", "--no-backup").code());
    assertEquals(List.of("app.db"), names());
  }

  @Test
  void aFailedMigrationIsNamedAndTheFileStaysBelowIt() throws Exception {
    create(3);
    sql("INSERT INTO notes (body) VALUES ('same'), ('same')");
    Outcome outcome = run(5, "up", "--allow-destructive");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("[x] 4  drop_tags"), outcome.out());
    assertTrue(outcome.err().contains("Migration 5 (index_bodies) failed"), outcome.err());
    assertTrue(outcome.err().contains("CREATE UNIQUE INDEX"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals(4, number("PRAGMA user_version"));
  }
}
