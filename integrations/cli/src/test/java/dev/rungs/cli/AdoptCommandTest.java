package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code adopt}: the version of a file that has none. */
class AdoptCommandTest extends CommandTestCase {
  @Test
  void adoptGivesAVersionAndNoMore() throws SQLException {
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);");
    Outcome outcome = run(4, "adopt");
    assertTrue(
        outcome
            .out()
            .matches(
                "(?s).*: adopted at version 1[.]\nBackup: .*[.]bak\n"
                    + "Still pending: 3 migrations. Run rungs up.\n"),
        outcome.out());
    assertEquals(1, number("PRAGMA user_version"));
    assertEquals(1, run(4, "adopt").code(), "it has a version now");
  }

  @Test
  void adoptRefusesWhatItDoesNotKnow() throws Exception {
    sql("CREATE TABLE other (id INTEGER PRIMARY KEY);");
    Map<String, String> before = everything();
    Outcome outcome = run(4, "adopt");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("rungs adopt --as VERSION"), outcome.err());
    assertEquals(1, run(4, "adopt", "--as", "2").code());
    assertEquals(2, run(4, "adopt", "--as", "9").code());
    assertEquals(2, run(4, "adopt", "--allow-drift").code());
    assertEquals(before, everything());
  }

  @Test
  void adoptAcceptsADifferenceOnRequest() throws Exception {
    sql("CREATE TABLE other (id INTEGER PRIMARY KEY);");
    Outcome refused = run(4, "adopt", "--as", "1");
    assertTrue(refused.err().contains("--allow-drift"), refused.err());
    Outcome outcome = run(4, "adopt", "--as", "1", "--allow-drift");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("adopted at version 1"), outcome.out());
  }

  @Test
  void adoptsANumberAboveOurs() throws Exception {
    sql("CREATE TABLE other (id INTEGER PRIMARY KEY); PRAGMA user_version = 99;");
    Outcome refused = run(4, "up");
    assertTrue(refused.err().contains("rungs adopt --as VERSION"), refused.err());
    assertTrue(!refused.err().contains("newer build"), refused.err());
    Outcome outcome = run(4, "adopt", "--as", "1", "--allow-drift");
    assertEquals(0, outcome.code(), outcome.err());
  }
}
