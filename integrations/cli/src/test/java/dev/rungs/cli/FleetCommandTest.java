package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.fleet.FleetProgress;
import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCommandTest {
  @TempDir Path folder;
  private Path tenants;
  private Path journal;

  @BeforeEach
  void create() throws IOException {
    tenants = Files.createDirectory(folder.resolve("tenants"));
    journal = folder.resolve("fleet.journal");
    for (String name : List.of("acme", "bolt", "cove", "dune")) {
      Migrator.builder(Notes.release(1)).build().migrate(tenants.resolve(name + ".db"));
    }
  }

  private Outcome fleet(int release, String verb, String... args) {
    return fleet(null, release, verb, args);
  }

  private Outcome fleet(String input, int release, String verb, String... args) {
    List<String> all = new ArrayList<>(List.of("fleet", verb));
    if (!verb.equals("plan")) {
      all.add("--journal=" + journal);
    }
    all.addAll(List.of(args));
    return Outcome.answering(input, Notes.release(release), all.toArray(String[]::new));
  }

  private int version(String name) {
    return Migrator.builder(Notes.release(6)).build().status(tenants.resolve(name)).storedVersion();
  }

  private void sql(String name, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + tenants.resolve(name));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void upMigratesTheFilesOfAFolder() {
    Outcome up = fleet(3, "up", tenants.toString());
    assertEquals(ExitCode.OK, up.code(), up.out() + up.err());
    assertTrue(up.out().contains("migrated  4"), up.out());
    assertEquals("", up.err());
    assertEquals(3, version("acme.db"));
  }

  @Test
  void statusTellsVersionsAndWhatIsPending() {
    Outcome status = fleet(3, "status", "--exit-code", tenants.toString());
    assertEquals(ExitCode.PENDING, status.code(), status.out());
    assertTrue(status.out().contains("pending  4"), status.out());
    assertEquals(1, version("acme.db"));
    Outcome none = fleet(3, "status");
    assertEquals(ExitCode.FAILED, none.code());
    assertTrue(none.err().contains("records no run of 'rungs fleet up'"), none.err());
    fleet(3, "up", tenants.toString());
    Outcome last = fleet(3, "status");
    assertEquals(ExitCode.OK, last.code(), last.err());
    assertTrue(last.out().contains("migrated  4"), last.out());
  }

  @Test
  void filesAreNamedByPatternOneByOneOrOnTheStandardInput() {
    Outcome pattern = fleet(2, "up", tenants + "/{a,b}*.db");
    assertTrue(pattern.out().contains("migrated  2"), pattern.out());
    Outcome single = fleet(2, "up", tenants.resolve("cove.db").toString());
    assertTrue(single.out().contains("migrated  1"), single.out());
    Outcome input = fleet(tenants.resolve("dune.db") + "\n\n", 2, "up", "-");
    assertTrue(input.out().contains("migrated  1"), input.out() + input.err());
    String both = tenants.resolve("acme.db") + "\0" + tenants.resolve("dune.db") + "\0";
    Outcome nul = fleet(both, 3, "up", "-0", "-");
    assertTrue(nul.out().contains("migrated  2"), nul.out() + nul.err());
  }

  @Test
  void aFailureIsShownWithItsRowsAndTheOthersGoOn() throws Exception {
    sql("cove.db", "INSERT INTO notes (body) VALUES ('twice'), ('twice')");
    Outcome rehearsed = fleet(5, "rehearse", "--allow-destructive=4", tenants.toString());
    assertEquals(ExitCode.FAILED, rehearsed.code(), rehearsed.out());
    assertTrue(rehearsed.out().contains("rehearsed  3"), rehearsed.out());
    assertEquals(1, version("acme.db"));
    Path html = folder.resolve("report.html");
    Outcome up =
        fleet(
            5, "up", "--allow-destructive=4", "--no-backup", "--html=" + html, tenants.toString());
    assertEquals(ExitCode.FAILED, up.code());
    for (Outcome outcome : List.of(rehearsed, up)) {
      assertTrue(
          outcome.out().contains("migration failed in version 5, index_bodies (1 file)"),
          outcome.out());
      assertTrue(outcome.out().contains("row {\"rowid\":1,\"body\":\"twice\"}"), outcome.out());
    }
    assertEquals(5, version("acme.db"));
    assertEquals(1, version("cove.db"), "not even the versions before");
    assertTrue(Files.exists(html));
  }

  @Test
  void aLossIsRefusedInTheWordsOfTheCommandLine() {
    Outcome plan = fleet(4, "plan", tenants.toString());
    assertEquals(ExitCode.FAILED, plan.code());
    assertTrue(plan.out().contains("--allow-destructive"), plan.out());
    assertFalse(plan.out().contains("allowDestructive("), plan.out());
  }

  @Test
  void jsonIsOneDocument() {
    Outcome up = fleet(3, "up", "--json", tenants.toString());
    assertTrue(up.out().startsWith("{\n  \"verb\": \"migrate\","), up.out());
    assertTrue(up.out().contains("\"migrated\": 4,"), up.out());
    assertTrue(up.out().endsWith("\"failures\": []\n}\n"), up.out());
  }

  @Test
  void shardsTogetherAreTheWhole() {
    int taken = 0;
    for (int i = 0; i < 3; i++) {
      Outcome up = fleet(3, "up", "--shard=" + i + "/3", tenants.toString());
      assertEquals(ExitCode.OK, up.code(), up.err());
      taken += up.out().contains("migrated") ? Integer.parseInt(up.out().split(" ")[0]) : 0;
    }
    assertEquals(4, taken);
    assertEquals(3, version("acme.db"));
  }

  @Test
  void whatIsNotUnderstoodIsSaidAndNothingIsOpened() {
    for (List<String> wrong :
        List.of(
            List.of("--shard=3/3", tenants.toString()),
            List.of("--shard=x", tenants.toString()),
            List.of("--canary=200%", tenants.toString()),
            List.of("--stop-after=0", tenants.toString()),
            List.of("--workers=0", tenants.toString()),
            List.of("--no-backup", "--backup-all", tenants.toString()),
            List.of("--allow-destructive=x", tenants.toString()),
            List.<String>of())) {
      Outcome outcome = fleet(3, "up", wrong.toArray(String[]::new));
      assertEquals(ExitCode.USAGE, outcome.code(), wrong + outcome.out() + outcome.err());
      assertTrue(outcome.err().startsWith("error: "), outcome.err());
    }
    assertFalse(Files.exists(journal));
    assertEquals(ExitCode.USAGE, Outcome.of(Notes.release(3), "fleet").code());
  }

  @Test
  void noFilesIsAnErrorAndNotAnEmptySuccess() {
    Outcome none = fleet(3, "up", "--pattern=*.none", tenants.toString());
    assertEquals(ExitCode.FAILED, none.code(), none.out());
    assertTrue(none.err().contains("No files were found"), none.err());
    Outcome missing = fleet(3, "up", folder.resolve("nowhere").toString());
    assertEquals(ExitCode.FAILED, missing.code());
    assertTrue(missing.out().contains("no such file"), missing.out());
    Outcome journalIsData = fleet(3, "up", "--journal=" + tenants.resolve("acme.db"), "x.db");
    assertEquals(ExitCode.USAGE, journalIsData.code(), "--journal was given twice");
  }

  @Test
  void aNameIsNotACommandToTheTerminal() throws Exception {
    Files.writeString(tenants.resolve("a\u001b[2Jb.db"), "no database ".repeat(100));
    Outcome up = fleet(3, "up", tenants.toString());
    assertTrue(up.out().contains("a\\u001b[2Jb.db"), up.out());
    assertFalse(up.out().contains("\u001b"), up.out());
  }

  @Test
  void theBarEstimatesTheRest() {
    assertEquals(
        "  [############------------]  50 %  5,000 of 10,000  2 failed  1 in use  about 30 s left",
        FleetBar.bar(new FleetProgress(10_000, 5_000, 2, 1, false, Duration.ofSeconds(30))));
    assertEquals(
        "  [------------------------]   0 %  0 of 200  canaries",
        FleetBar.bar(new FleetProgress(200, 0, 0, 0, true, Duration.ZERO)));
  }

  @Test
  void reportPutsShardsTogether() {
    List<String> journals = new ArrayList<>();
    for (int shard = 0; shard < 3; shard++) {
      journals.add(folder.resolve("shard" + shard).toString());
      Outcome up =
          Outcome.of(
              Notes.release(3),
              "fleet",
              "up",
              "--journal=" + journals.get(shard),
              "--shard=" + shard + "/3",
              tenants.toString());
      assertEquals(ExitCode.OK, up.code(), up.err());
    }
    Outcome all = Outcome.of(Notes.release(3), report(journals, "--exit-code"));
    assertEquals(ExitCode.OK, all.code(), all.out() + all.err());
    assertTrue(all.out().startsWith("4 files, version 3"), all.out());
    assertTrue(all.out().contains("migrated  4"), all.out());

    Path html = folder.resolve("report.html");
    Outcome some =
        Outcome.of(
            Notes.release(3), report(journals.subList(0, 2), "--exit-code", "--html=" + html));
    assertEquals(ExitCode.PENDING, some.code(), some.out());
    assertTrue(some.out().contains("There is no journal of shard 2 of 3."), some.out());
    assertTrue(Files.exists(html));
    assertTrue(
        Outcome.of(Notes.release(3), report(journals, "--json")).out().contains("\"migrated\": 4"));

    Outcome none = Outcome.of(Notes.release(3), report(journals, "--rehearsal"));
    assertEquals(ExitCode.FAILED, none.code());
    assertTrue(none.err().contains("records no run"), none.err());
  }

  private static String[] report(List<String> journals, String... options) {
    List<String> all = new ArrayList<>(List.of("fleet", "report"));
    all.addAll(List.of(options));
    all.addAll(journals);
    return all.toArray(String[]::new);
  }

  @Test
  void aServerThatDoesNotAnswerIsAFailureOfEachDatabase() {
    Outcome plan = fleet("one\ntwo\n", 3, "plan", "--server=libsql://127.0.0.1:1", "three", "-");
    assertEquals(ExitCode.FAILED, plan.code(), plan.err());
    assertTrue(plan.out().startsWith("3 databases, version 3"), plan.out());
    assertTrue(plan.out().contains("server not available (3 databases)"), plan.out());
    assertTrue(plan.out().contains("\n  three\n"), plan.out());

    Outcome names = fleet(3, "plan", "--server=libsql://*.invalid", "../../etc");
    assertTrue(names.out().contains("cannot be a part of an address"), names.out());
    Outcome wrong = fleet(3, "plan", "--server=rqlite://127.0.0.1:1", "one");
    assertEquals(ExitCode.FAILED, wrong.code());
    assertTrue(wrong.err().contains("Write * where the name"), wrong.err());
    assertEquals(ExitCode.USAGE, fleet(3, "plan", "--server=libsql://127.0.0.1:1").code());
  }

  @Test
  void rowsCannotCommandTheTerminal() throws Exception {
    for (int i = 0; i < 2; i++) {
      sql("acme.db", "INSERT INTO notes (body) VALUES (char(155) || '2J' || char(8238) || 'x')");
    }
    Outcome up = fleet(5, "rehearse", "--allow-destructive=4", tenants.toString());
    assertEquals(ExitCode.FAILED, up.code());
    assertTrue(up.out().contains("\\u009b2J\\u202ex"), up.out());
    assertFalse(up.out().contains("\u009b") || up.out().contains("\u202e"), up.out());
  }
}
