package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rungs check}: what it prints, and what it ends with. */
class CheckCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write("1_create.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, tag TEXT);\n");
    write("2_drop.sql", "-- for good\nALTER TABLE notes DROP COLUMN tag;\n");
    write("3_unique.sql", "CREATE UNIQUE INDEX notes_body ON notes (body);\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private Outcome check(String... options) {
    List<String> args = new ArrayList<>(List.of("check", folder.toString()));
    args.addAll(List.of(options));
    return Outcome.standalone(args.toArray(String[]::new));
  }

  @Test
  void findingsStandAtTheirPlaces() {
    Outcome outcome = check();
    assertEquals(ExitCode.FAILED, outcome.code(), outcome.err());
    String out = outcome.out().replace(folder.toString(), "DIR");
    assertTrue(
        out.startsWith(
            """
            DIR/2_drop.sql:2:1: error: [UndeclaredDestructive] Statement 1 loses notes.tag.
                ALTER TABLE notes DROP COLUMN tag;
                ^

            DIR/3_unique.sql:1:1: warning: [DataDependent] Statement 1 of version 3, \
            """),
        out);
    assertTrue(
        out.endsWith("\nnumbered files: 3 migrations, 1 loses data, 1 may fail on users' data\n"),
        out);
    assertEquals("", outcome.err());
  }

  @Test
  void whatFailsTheCheckIsChosen() {
    assertEquals(ExitCode.FAILED, check("--fail-on=warning", "--from=3").code());
    assertEquals(ExitCode.OK, check("--from=3").code());
    assertEquals(ExitCode.OK, check("--fail-on=never").code());
    assertEquals(ExitCode.USAGE, check("--fail-on=sometimes").code());
    assertEquals(ExitCode.USAGE, check("--limit=0").code());
    assertEquals(ExitCode.USAGE, check("--layout=nosuch").code());
    assertEquals(ExitCode.USAGE, check("--order=nosuch").code());
    assertEquals(ExitCode.USAGE, check("--function=slug").code());
    assertEquals(
        ExitCode.FAILED, check("--function=slug/1", "--collation=X", "--tokenizer=y").code());
    assertEquals(ExitCode.USAGE, check("--tokenizer=a b").code());
  }

  @Test
  void aVersionThatDoesNotExistIsRefused() {
    Outcome outcome = check("--from=9");
    assertEquals(ExitCode.USAGE, outcome.code());
    assertTrue(outcome.err().contains("There is no version 9. The last is 3."), outcome.err());
  }

  @Test
  void aFolderThatCannotBeReadIsRefused() {
    Outcome outcome = Outcome.standalone("check", folder.resolve("missing").toString());
    assertEquals(ExitCode.FAILED, outcome.code());
    assertTrue(outcome.err().contains("does not exist"), outcome.err());
  }

  @Test
  void jsonHasAllOfIt() {
    Outcome outcome = check("--json");
    assertEquals(ExitCode.FAILED, outcome.code());
    assertTrue(
        outcome
            .out()
            .contains(
                """
                    {
                      "rule": "UndeclaredDestructive",
                      "severity": "error",
                      "harm": "loses-data",
                      "version": "2",
                      "rollback": false,
                      "file": "2_drop.sql",
                      "line": 2,
                      "column": 1,
                      "message": "Statement 1 loses notes.tag.",
                """),
        outcome.out());
    assertTrue(outcome.out().contains("\"layout\": \"plain\""), outcome.out());
  }

  @Test
  void sarifIsWrittenBesideTheText() throws IOException {
    Path sarif = folder.resolve("rungs.sarif");
    assertEquals(ExitCode.FAILED, check("--sarif=" + sarif).code());
    assertTrue(Files.readString(sarif).contains("\"ruleId\": \"UndeclaredDestructive\""));
  }

  @Test
  void acceptedFindingsAreCountedOnly() throws IOException {
    Path baseline = folder.resolve("accepted.txt");
    assertEquals(ExitCode.FAILED, check("--baseline=" + baseline).code(), "missing");
    assertEquals(ExitCode.USAGE, check("--update-baseline").code());
    Outcome written = check("--baseline=" + baseline, "--update-baseline");
    assertEquals(ExitCode.OK, written.code(), written.err());
    assertEquals(
        """
        # Accepted findings of rungs check. Delete a line to see it again.
        DataDependent 3_unique.sql:1:1
        UndeclaredDestructive 2_drop.sql:2:1
        """,
        Files.readString(baseline));
    assertEquals(
        "numbered files: 3 migrations, nothing found, 2 accepted findings\n",
        check("--baseline=" + baseline).out());
    write("4_drop.sql", "ALTER TABLE notes DROP COLUMN body;");
    Outcome more = check("--baseline=" + baseline);
    assertEquals(ExitCode.FAILED, more.code());
    assertTrue(more.out().contains("4_drop.sql:1:"), more.out());
    assertFalse(more.out().contains("2_drop.sql"), more.out());
  }

  @Test
  void onlyWhatChangedSinceACommitIsJudged() throws Exception {
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "x");
    assertEquals("numbered files: 0 migrations, nothing found\n", check("--since=HEAD").out());
    write("4_new.sql", "UPDATE notes SET body = 'x';");
    Outcome outcome = check("--since=HEAD");
    assertTrue(outcome.out().contains("4_new.sql:1:1: error"), outcome.out());
    assertFalse(outcome.out().contains("2_drop.sql"), outcome.out());
    Outcome wrong = check("--since=nosuchref");
    assertEquals(ExitCode.FAILED, wrong.code());
    assertTrue(wrong.err().contains("nosuchref"), wrong.err());
    assertEquals(ExitCode.FAILED, check("--since=--output=x").code());
  }

  private void git(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
  }
}
