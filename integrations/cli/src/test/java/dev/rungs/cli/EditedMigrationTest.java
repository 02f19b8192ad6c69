package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migrations that were edited or renamed after the file got them. */
class EditedMigrationTest extends CommandTestCase {
  private Outcome edited(int release, String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--db";
    all[args.length + 1] = file.toString();
    return Outcome.of(Notes.edited(release), all);
  }

  private String sentence() {
    return file
        + " was migrated with other SQL than this build has. Edited after it was applied:"
        + " 2 (add_tags). Restore it from version control, and write a new migration for the"
        + " change.";
  }

  @Test
  void statusRemarksAndWarns() {
    create(3);
    Outcome outcome = edited(3, "status");
    assertEquals(
        file
            + """
            : version 3 of 3

                   version  name       applied (UTC)
              [x]        1  start      2026-03-02 09:14:07  applied as create_notes
              [x]        2  add_tags   2026-03-02 09:14:07  edited after it was applied
              [x]        3  add_slugs  2026-03-02 09:14:07

            Total: 3 | Applied: 3 | Pending: 0
            """,
        outcome.out());
    assertEquals("warning: " + sentence() + "\n", outcome.err());
    assertEquals(0, outcome.code());
  }

  @Test
  void statusSaysItInJson() {
    create(3);
    Outcome outcome = edited(3, "status", "--json", "--strict");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().startsWith("{\n  \"database\""), outcome.out());
    assertTrue(
        outcome.out().contains("\"edited\": false,\n      \"recordedName\": \"create_notes\""),
        outcome.out());
    assertTrue(
        outcome.out().contains("\"edited\": true,\n      \"recordedName\": null"), outcome.out());
    assertEquals("warning: " + sentence() + "\n", outcome.err());
  }

  @Test
  void strictStatusEndsWithOneAlsoIfMigrationsArePending() {
    create(3);
    assertEquals(1, edited(3, "status", "--strict").code());
    assertEquals(1, edited(4, "status", "--strict", "--exit-code").code());
    assertEquals(3, edited(4, "status", "--exit-code").code());
  }

  @Test
  void whatIsAsItWasIsNoWarning() {
    create(3);
    for (String command : new String[] {"status", "up"}) {
      Outcome outcome = run(3, command, "--strict");
      assertEquals(0, outcome.code());
      assertEquals("", outcome.err());
    }
  }

  @Test
  void aRenamedMigrationAloneIsNoWarning() {
    create(1);
    Outcome outcome = edited(1, "status", "--strict");
    assertEquals(0, outcome.code());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().contains("applied as create_notes"), outcome.out());
    assertEquals("", edited(1, "up", "--strict").err());
  }

  @Test
  void upWarnsOfItInACurrentFile() throws Exception {
    create(3);
    Map<String, String> before = everything();
    Outcome outcome = edited(3, "up");
    assertEquals(0, outcome.code());
    assertEquals(file + ": at version 3, nothing to do.\n", outcome.out());
    assertEquals("warning: " + sentence() + "\n", outcome.err());
    assertEquals(before, everything());
  }

  @Test
  void upInJsonIsStillOneDocument() {
    create(3);
    Outcome outcome = edited(3, "up", "--json");
    assertTrue(outcome.out().endsWith("\"needsRepopulation\": false\n}\n"), outcome.out());
    assertEquals("warning: " + sentence() + "\n", outcome.err());
  }

  @Test
  void strictUpRefusesIt() throws Exception {
    create(3);
    Map<String, String> before = everything();
    Outcome outcome = edited(3, "up", "--strict");
    assertEquals(1, outcome.code());
    assertEquals("", outcome.out());
    assertEquals("error: " + sentence() + "\n", outcome.err());
    Outcome json = edited(3, "up", "--strict", "--json");
    assertEquals(1, json.code());
    assertTrue(json.out().contains("Edited after it was applied: 2 (add_tags)"), json.out());
    assertEquals("", json.err());
    assertEquals(1, edited(4, "up", "--strict", "--allow-drift", "--allow-destructive").code());
    assertEquals(before, everything());
  }

  @Test
  void strictUpCreatesAFile() {
    Outcome outcome = edited(3, "up", "--create", "--strict");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("", outcome.err());
  }

  @Test
  void upWarnsAfterADriftThatWasAllowed() throws Exception {
    create(3);
    assertEquals(1, edited(5, "up", "--allow-destructive").code());
    Outcome outcome = edited(5, "up", "--allow-destructive", "--allow-drift");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.err().contains("2 (add_tags)"), outcome.err());
    assertEquals(5, number("PRAGMA user_version"));
  }

  @Test
  void whatCouldNotBeCheckedIsSaid() throws Exception {
    create(3);
    sql("DROP TABLE rungs_history; CREATE TABLE rungs_history (x)");
    Outcome outcome = run(3, "up", "--json");
    assertEquals(0, outcome.code());
    assertFalse(outcome.out().contains("error"), outcome.out());
    assertTrue(
        outcome
            .err()
            .startsWith("warning: Whether an applied migration was edited could not be checked."),
        outcome.err());
    assertEquals(1, run(3, "up", "--strict").code());
  }
}
