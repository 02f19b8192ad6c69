package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@code status}: what a file has and what is pending. */
class StatusCommandTest extends CommandTestCase {
  @Test
  void statusShowsWhatIsAppliedAndWhatIsPending() {
    create(2);
    Outcome outcome = run(4, "status");
    assertEquals(
        file
            + """
            : version 2 of 4

                   version  name          applied (UTC)
              [x]        1  create_notes  2026-03-02 09:14:07
              [x]        2  add_tags      2026-03-02 09:14:07
              [ ]        3  add_slugs     pending
              [ ]        4  drop_tags     pending              destructive, cannot be undone

            Total: 4 | Applied: 2 | Pending: 2
            """,
        outcome.out());
    assertEquals(0, outcome.code());
    assertEquals(3, run(4, "status", "--exit-code").code());
    assertEquals(0, run(2, "status", "--exit-code").code());
  }

  @Test
  void statusKnowsANewerFile() {
    create(3);
    Outcome outcome = run(2, "status");
    assertTrue(outcome.out().contains("version 3; this build works with 2"), outcome.out());
    assertTrue(outcome.out().contains("[?]        3  add_slugs"), outcome.out());
    assertTrue(
        outcome.out().endsWith("Total: 3 | Applied: 2 | Pending: 0 | From a newer build: 1\n"),
        outcome.out());
  }

  @Test
  void statusNamesAdoptIfThereIsNoVersion() throws SQLException {
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);");
    assertTrue(run(3, "status").out().contains("'rungs adopt' finds out"));
  }
}
