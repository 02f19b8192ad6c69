package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command in this process: what it prints, what it ends with, what it leaves. */
class CommandsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  private Outcome run(int release, String... args) {
    return answering(null, release, args);
  }

  private Outcome answering(String answers, int release, String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--db";
    all[args.length + 1] = file.toString();
    return Outcome.answering(answers, Notes.release(release), all);
  }

  private void made(int release) {
    Outcome outcome = run(release, "up", "--create", "--allow-destructive");
    assertEquals(0, outcome.code(), outcome.err());
  }

  private void sql(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        files.put(
            path.getFileName().toString(), java.util.Arrays.toString(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  private List<String> names() throws IOException {
    return List.copyOf(everything().keySet());
  }

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
    assertTrue(outcome.err().contains("There is no file " + file), outcome.err());
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
    made(2);
    sql("PRAGMA journal_mode = WAL; INSERT INTO notes (body) VALUES ('a')");
    Map<String, String> before = everything();
    assertEquals(List.of("app.db"), List.copyOf(before.keySet()));
    Outcome outcome = run(3, command.split(" "));
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("", outcome.err());
    assertEquals(before, everything());
  }

  @Test
  void statusSaysWhatIsThereAndWhatWaits() {
    made(2);
    Outcome outcome = run(4, "status");
    assertEquals(
        file
            + """
            : version 2 of 4

                   version  name          applied (UTC)
              [x]        1  create_notes  2026-03-02 09:14:07
              [x]        2  add_tags      2026-03-02 09:14:07
              [ ]        3  add_slugs     pending
              [ ]        4  drop_tags     pending              destructive, no way back

            Total: 4 | Applied: 2 | Pending: 2
            """,
        outcome.out());
    assertEquals(0, outcome.code());
    assertEquals(3, run(4, "status", "--exit-code").code());
    assertEquals(0, run(2, "status", "--exit-code").code());
  }

  @Test
  void statusKnowsANewerFile() {
    made(3);
    Outcome outcome = run(2, "status");
    assertTrue(outcome.out().contains("version 3; this build works with 2"), outcome.out());
    assertTrue(outcome.out().contains("[?]        3  add_slugs"), outcome.out());
    assertTrue(
        outcome.out().endsWith("Total: 3 | Applied: 2 | Pending: 0 | From a newer build: 1\n"),
        outcome.out());
  }

  @Test
  void statusSpeaksOfAdoptionWhereThereIsNoVersion() throws SQLException {
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);");
    assertTrue(run(3, "status").out().contains("'rungs adopt' finds out"));
  }

  @Test
  void upAppliesAndThenHasNothingToDo() throws SQLException {
    made(1);
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
    made(3);
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
    assertTrue(approved.out().contains("A copy from before is "), approved.out());
    assertEquals(2, names().size());
  }

  @Test
  void upMakesItsCopyWhereItIsTold() throws Exception {
    made(3);
    Path copies = Files.createDirectory(folder.resolve("copies"));
    Outcome outcome = run(4, "up", "--allow-destructive", "--backups", copies.toString());
    assertEquals(0, outcome.code(), outcome.err());
    try (Stream<Path> made = Files.list(copies)) {
      assertEquals(1, made.count());
    }
  }

  @Test
  void upWithoutCopyMakesNone() throws Exception {
    made(3);
    assertEquals(0, run(4, "up", "--allow-destructive", "--no-backup").code());
    assertEquals(List.of("app.db"), names());
  }

  @Test
  void aFailedMigrationIsNamedAndTheFileStaysBelowIt() throws Exception {
    made(3);
    sql("INSERT INTO notes (body) VALUES ('same'), ('same')");
    Outcome outcome = run(5, "up", "--allow-destructive");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("[x] 4  drop_tags"), outcome.out());
    assertTrue(outcome.err().contains("Migration 5 (index_bodies) failed"), outcome.err());
    assertTrue(outcome.err().contains("CREATE UNIQUE INDEX"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals(4, number("PRAGMA user_version"));
  }

  @Test
  void planShowsSqlAndRefusal() {
    made(3);
    Outcome outcome = run(4, "plan", "--sql");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("would be refused at version 3"), outcome.out());
    assertTrue(outcome.out().contains("-- version 4, drop_tags\nDROP TABLE tags;"), outcome.out());
    assertTrue(outcome.out().contains("Refused: "), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void planOnACopyCountsRows() throws Exception {
    made(3);
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
    made(4);
    sql("INSERT INTO notes (body) VALUES ('same'), ('same')");
    Outcome outcome = run(5, "plan", "--execute-on-copy");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("On a copy it failed: Migration 5"), outcome.out());
    assertTrue(outcome.out().contains(file.toString() + " is at version 4"), outcome.out());
    assertFalse(outcome.out().contains("rungs-rehearsal"), outcome.out());
  }

  @Test
  void downAsksNamingWhatIsLost() throws Exception {
    made(3);
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
            Lost with it, but for the copy made first:
              column notes.slug
              table tags (2 rows)
            Go on? [y/N] Nothing was changed.
            """,
        no.err());
    assertEquals(before, everything());
    Outcome yes = answering("y\n", 3, "down", "--to", "1");
    assertEquals(0, yes.code(), yes.err());
    assertEquals(1, number("PRAGMA user_version"));
    assertEquals(2, names().size(), "the copy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "reset"})
  void undoesNothingWhereNobodyAnswers(String command) throws Exception {
    made(3);
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
    made(3);
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
    made(3);
    assertEquals(code, run(3, "down", "--yes", "--to", version).code());
  }

  @Test
  void downDoesNotAskWhatCannotBeDone() throws Exception {
    made(4);
    Outcome outcome = answering("y\n", 4, "down");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("Version 4 (drop_tags) of " + file), outcome.err());
    assertFalse(outcome.err().contains("Go on?"), outcome.err());
    assertEquals(4, number("PRAGMA user_version"));
  }

  @Test
  void anOlderBuildGoesBackByTheStoredWay() throws Exception {
    made(3);
    Outcome outcome = run(2, "down", "--to", "2", "--yes");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals(0, run(2, "verify").code());
    assertEquals(2, number("PRAGMA user_version"));
  }

  @Test
  void historyTellsHow() {
    made(1);
    assertEquals(0, run(2, "up").code());
    String out = run(2, "history").out();
    assertTrue(out.contains("create_notes  created  2026-03-02 09:14:07"), out);
    assertTrue(out.contains("add_tags      applied  2026-03-02 09:14:07"), out);
  }

  @Test
  void verifyFindsDriftAndDanglingRows() throws SQLException {
    made(3);
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
  void adoptGivesAVersionAndNoMore() throws SQLException {
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);");
    Outcome outcome = run(4, "adopt");
    assertEquals(
        file + ": adopted at version 1.\nStill pending: 3 migrations. Run rungs up.\n",
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
    assertEquals(before, everything());
  }

  @Test
  void backupCopiesBesideOrElsewhere() throws Exception {
    made(3);
    assertEquals(0, run(3, "backup").code());
    assertEquals(List.of("app.db", "app.db.v3-20260302T091407Z.bak"), names());
    Path copy = folder.resolve("copy.db");
    assertEquals(0, run(3, "backup", "--to", copy.toString()).code());
    Outcome again = run(3, "backup", "--to", copy.toString());
    assertEquals(1, again.code());
    assertTrue(again.err().contains("is there already"), again.err());
  }

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
  void speaksByTheNameOfTheProgram() {
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
        "error: There is no file " + file + ". To make it, run myapp db up --create.",
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
