package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands share: arguments, JSON, names, help. */
class UsageTest extends CommandTestCase {
  @ParameterizedTest
  @CsvSource({
    "stats, There is no command or argument 'stats' here.",
    "status --nope, There is no option '--nope' here.",
    "down --to, Missing required parameter",
    "up --create --db x --allow-destructive=y, takes versions",
    "create, Missing required parameter",
    "status --busy-timeout=soon, Invalid value"
  })
  void whatIsNotUnderstoodEndsWithTwo(String line, String words) {
    Outcome outcome = Outcome.of(Notes.release(3), line.split(" "));
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains(words), outcome.err());
  }

  @Test
  void asksWhichDatabase() {
    Outcome outcome = Outcome.of(Notes.release(3), "status");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("--db FILE"), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "plan", "up", "history", "verify", "backup"})
  void jsonIsOneDocumentAlsoForAnError(String command) {
    Outcome outcome = run(3, command, "--json");
    assertEquals(1, outcome.code());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("{\n  \"error\": {\n    \"type\": \""), outcome.out());
    assertTrue(outcome.out().endsWith("  }\n}\n"), outcome.out());
  }

  @Test
  void jsonOfUpHasNoProgressInIt() {
    Outcome outcome = run(2, "up", "--create", "--json");
    assertTrue(outcome.out().startsWith("{\n  \"database\": "), outcome.out());
    assertTrue(outcome.out().contains("\"action\": \"create\""), outcome.out());
  }

  @Test
  void usesTheNameOfTheProgram() {
    java.io.StringWriter err = new java.io.StringWriter();
    int code =
        RungsCli.of(Notes.release(3))
            .named("myapp db")
            .database(file)
            .streams(
                new java.io.PrintWriter(new java.io.StringWriter()),
                new java.io.PrintWriter(err, true),
                null)
            .execute("status");
    assertEquals(1, code);
    assertEquals(
        "error: " + file + " does not exist. To create it, run myapp db up --create.",
        err.toString().strip());
  }

  @Test
  void helpAndCompletionKnowEveryCommand() {
    String help = Outcome.of(Notes.release(1), "help").out();
    String completion = Outcome.of(Notes.release(1), "generate-completion").out();
    for (String command :
        List.of(
            "status",
            "plan",
            "up",
            "down",
            "reset",
            "create",
            "history",
            "verify",
            "adopt",
            "backup",
            "help",
            "generate-completion")) {
      assertTrue(help.contains("\n  " + command), help);
      assertTrue(completion.contains(command), command);
      assertEquals(0, Outcome.of(Notes.release(1), "help", command).code());
    }
  }
}
