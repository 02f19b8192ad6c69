package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code down} and {@code reset}: what they show, ask and undo. */
class UndoCommandsTest extends CommandTestCase {
  @Test
  void downAsksNamingWhatIsLost() throws Exception {
    create(3);
    sql("INSERT INTO notes (body) VALUES ('a'); INSERT INTO tags VALUES (1, 'x'), (1, 'y')");
    Map<String, String> before = everything();
    Outcome no = answering("n\n", 3, "down", "--to", "1");
    assertEquals(1, no.code());
    assertEquals(
        "This undoes, in "
            + file
            + """
            :
              3  add_slugs
              2  add_tags
            Data that will be lost (a backup is made first):
              column notes.slug
              table tags (2 rows)
            Go on? [y/N] Nothing was changed.
            """,
        no.err());
    assertEquals(before, everything());
    Outcome yes = answering("y\n", 3, "down", "--to", "1");
    assertEquals(0, yes.code(), yes.err());
    assertEquals(1, number("PRAGMA user_version"));
    assertEquals(2, names().size(), "the backup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "reset"})
  void undoesNothingIfThereIsNoAnswer(String command) throws Exception {
    create(3);
    Map<String, String> before = everything();
    Outcome outcome = run(3, command);
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("Add --yes."), outcome.err());
    assertEquals(before, everything());
    assertEquals(1, answering("", 3, command).code(), "no line is no");
    assertEquals(before, everything());
  }

  @Test
  void downUndoesOneAndResetAll() throws Exception {
    create(3);
    assertEquals(0, run(3, "down", "--yes").code());
    assertEquals(2, number("PRAGMA user_version"));
    assertEquals(0, run(3, "reset", "-y", "--no-backup").code());
    assertEquals(0, number("PRAGMA user_version"));
    assertEquals(1, run(3, "down", "--yes").code());
    assertTrue(run(3, "reset", "--yes").err().contains("nothing to undo"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "4, 2", "x, 2", "3, 1"})
  void downRefusesVersionsTheFileDoesNotHave(String version, int code) {
    create(3);
    assertEquals(code, run(3, "down", "--yes", "--to", version).code());
  }

  @Test
  void downDoesNotAskWhatCannotBeDone() throws Exception {
    create(4);
    Outcome outcome = answering("y\n", 4, "down");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("Version 4 (drop_tags) of " + file), outcome.err());
    assertFalse(outcome.err().contains("Go on?"), outcome.err());
    assertEquals(4, number("PRAGMA user_version"));
  }

  @Test
  void anOlderBuildRollsBackByTheStoredSql() throws Exception {
    create(3);
    Outcome outcome = run(2, "down", "--to", "2", "--yes");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals(0, run(2, "verify").code());
    assertEquals(2, number("PRAGMA user_version"));
  }
}
