package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code schema} and {@code sql}: what they print is SQL that gives what Rungs gives. */
class ScriptCommandsTest extends CommandTestCase {
  @Test
  void theSchemaOfEachVersion() {
    assertEquals(
        """
        -- com.example.NotesSchema at version 2

        CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);

        CREATE TABLE tags (
          note INTEGER NOT NULL REFERENCES notes,
          tag TEXT NOT NULL,
          PRIMARY KEY (note, tag));

        """,
        run(5, "schema", "--at", "2").out());
    assertTrue(run(5, "schema").out().contains("CREATE UNIQUE INDEX notes_by_body"));
    assertEquals(2, run(5, "schema", "--at", "6").code());
    assertTrue(run(5, "schema", "--json").out().contains("\"type\": \"index\""));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0, 1", "1, 3", "2, 4", "3, 2", "3, 0", "4, 4"})
  void aScriptThatWasRunByHandLeavesASoundFile(int from, int to) throws SQLException {
    if (from > 0) {
      create(from);
    }
    Outcome script = run(5, "sql", "--from", "" + from, "--to", "" + to);
    assertEquals(0, script.code(), script.err());
    sql(script.out());
    Outcome verified = run(5, "verify");
    assertEquals(0, verified.code(), verified.out());
    assertEquals(to, number("PRAGMA user_version"));
    assertEquals(0, run(5, "up", "--allow-destructive").code());
    assertEquals(0, run(5, "verify").code());
  }

  @Test
  void refusesWhatNoScriptCanDo() {
    Outcome noDown = run(5, "sql", "--from", "5", "--to", "2");
    assertEquals(1, noDown.code());
    assertEquals("", noDown.out());
    assertTrue(noDown.err().contains("Version 4 (drop_tags) has no @Down"), noDown.err());
    Outcome step = Outcome.of(Notes.announcing(6, () -> {}), "sql", "--from", "5", "--to", "6");
    assertEquals(1, step.code());
    assertTrue(step.err().contains("has a step in Java"), step.err());
    assertEquals(2, run(5, "sql", "--from", "6").code());
    assertEquals(2, run(5, "sql").code());
  }
}
