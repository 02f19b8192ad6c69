package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code plan}, decided and rehearsed on a copy. */
class PlanCommandTest extends CommandTestCase {
  @Test
  void planShowsSqlAndRefusal() {
    create(3);
    Outcome outcome = run(4, "plan", "--sql");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("would be refused at version 3"), outcome.out());
    assertTrue(outcome.out().contains("-- version 4, drop_tags\nDROP TABLE tags;"), outcome.out());
    assertTrue(outcome.out().contains("Refused: "), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void planOnACopyCountsRows() throws Exception {
    create(3);
    sql("INSERT INTO notes (body) VALUES ('a'), ('b'); INSERT INTO tags VALUES (1, 'x')");
    Map<String, String> before = everything();
    Outcome outcome = run(4, "plan", "--execute-on-copy", "--allow-destructive");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(
        outcome
            .out()
            .contains(
                """
                Schema
                  - table tags

                Rows
                  table  before  after
                  notes       2      2
                  tags        1      -  -1
                """),
        outcome.out());
    assertEquals(before, everything());
  }

  @Test
  void planOnACopyFindsTheFailure() throws Exception {
    create(4);
    sql("INSERT INTO notes (body) VALUES ('same'), ('same')");
    Outcome outcome = run(5, "plan", "--execute-on-copy");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("On a copy, it failed: Migration 5"), outcome.out());
    assertTrue(outcome.out().contains(file.toString() + " is at version 4"), outcome.out());
    assertFalse(outcome.out().contains("rungs-rehearsal"), outcome.out());
  }
}
