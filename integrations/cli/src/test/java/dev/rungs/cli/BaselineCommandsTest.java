package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands on a registry that begins at version 37, and on files of another tool. */
class BaselineCommandsTest extends CommandTestCase {
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";

  private record FromBaseline(int currentVersion) implements Registry {
    @Override
    public String schemaName() {
      return "com.example.NotesSchema";
    }

    @Override
    public int baseline() {
      return 37;
    }

    @Override
    public MigrationDefinition migration(int version) {
      return switch (version) {
        case 37 ->
            MigrationDefinition.builder(37, "whole", "com.example.Whole").up(NOTES + ";").build();
        case 38 ->
            MigrationDefinition.builder(38, "add_slugs", "com.example.AddSlugs")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;")
                .down("ALTER TABLE notes DROP COLUMN slug;")
                .build();
        default -> throw new IllegalArgumentException("There is no version " + version + ".");
      };
    }
  }

  private Outcome rungs(String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--db";
    all[args.length + 1] = file.toString();
    return Outcome.of(new FromBaseline(38), all);
  }

  private void assertRuns(String... args) {
    Outcome outcome = rungs(args);
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
  }

  @Test
  void aFileIsCreatedShownUndoneAndUpgraded() throws Exception {
    assertRuns("up", "--create");
    assertEquals(38, number("PRAGMA user_version"));
    Outcome status = rungs("status");
    assertTrue(status.out().contains("version 38 of 38"), status.out());
    assertTrue(status.out().contains("Total: 2 | Applied: 2 | Pending: 0"), status.out());
    assertRuns("down", "--yes", "--no-backup");
    Outcome plan = rungs("plan");
    assertTrue(plan.out().contains("add_slugs"), plan.out());
    Outcome below = rungs("down", "--yes", "--no-backup");
    assertEquals(1, below.code());
    assertTrue(below.err().contains("below the baseline 37"), below.err());
    assertTrue(rungs("reset", "--yes").err().contains("below the baseline 37"));
    assertRuns("up");
    assertRuns("verify");
    assertTrue(rungs("history").out().contains("whole"));
  }

  @Test
  void aFileBelowIsRefusedInWords() throws Exception {
    sql(NOTES + "; PRAGMA user_version = 36");
    Map<String, String> before = everything();
    for (String command : new String[] {"up", "plan"}) {
      Outcome refused = rungs(command);
      assertEquals(1, refused.code(), refused.out());
      String said = refused.out() + refused.err();
      assertTrue(said.contains("is at version 36, below the baseline 37"), said);
      assertTrue(said.contains("Upgrade it first with a build"), said);
    }
    Outcome status = rungs("status");
    assertEquals(0, status.code(), status.err());
    assertTrue(status.out().contains("version 36 of 38"), status.out());
    assertTrue(status.out().contains("It is below the baseline 37"), status.out());
    assertEquals(before, everything());
  }

  @Test
  void versionsThatNoFileCanHaveAreNotUnderstood() {
    for (String[] args :
        new String[][] {
          {"schema", "--at", "36"}, {"sql", "--from", "1"}, {"sql", "--from", "37", "--to", "36"}
        }) {
      Outcome outcome = Outcome.of(new FromBaseline(38), args);
      assertEquals(2, outcome.code(), outcome.out());
      assertTrue(outcome.err().contains("must be 0, or a version from 37 to 38"), outcome.err());
    }
    Outcome adopt = rungs("adopt", "--as", "36");
    assertEquals(2, adopt.code());
    assertTrue(adopt.err().contains("a version from 37 to 38"), adopt.err());
    Outcome down = Outcome.of(new FromBaseline(38), "sql", "--from", "38", "--to", "0");
    assertEquals(1, down.code());
    assertTrue(down.err().contains("No way leads below version 37"), down.err());
  }

  @Test
  void aScriptBuildsWhatTheProgramBuilds() throws Exception {
    assertTrue(Outcome.of(new FromBaseline(38), "schema", "--at", "37").out().contains("notes"));
    sql(Outcome.of(new FromBaseline(38), "sql", "--from", "0").out());
    assertEquals(2, number("SELECT count(*) FROM rungs_history"));
    assertRuns("verify");
    sql(Outcome.of(new FromBaseline(38), "sql", "--from", "38", "--to", "37").out());
    assertRuns("verify");
    sql(Outcome.of(new FromBaseline(38), "sql", "--from", "37").out());
    assertRuns("verify");
  }

  @Test
  void adoptsAtTheBaseline() throws Exception {
    sql(NOTES + "; CREATE TABLE flyway_schema_history (installed_rank INT)");
    assertRuns("adopt");
    assertEquals(37, number("PRAGMA user_version"));
  }

  @Test
  void ignoresWhatIsNamed() throws Exception {
    sql(NOTES + "; CREATE TABLE audit_log (what); CREATE TABLE my_books (version)");
    assertEquals(1, rungs("adopt").code());
    assertEquals(1, rungs("adopt", "--ignore", "audit_*").code());
    assertRuns("adopt", "--ignore", "audit_*", "--ignore=MY_BOOKS");
    assertEquals(1, rungs("up").code());
    assertRuns("up", "--ignore", "audit_*", "--ignore", "my_books");
    assertRuns("verify", "--ignore", "audit_*", "--ignore", "my_books");
    Outcome all = rungs("up", "--ignore", "*");
    assertEquals(2, all.code());
    assertTrue(all.err().contains("'*' names no table"), all.err());
  }

  @Test
  void aNumberOfAnotherToolIsReplacedByTheVersionThatIsNamed() throws Exception {
    sql(NOTES + "; PRAGMA user_version = 99");
    Outcome refused = rungs("up");
    assertTrue(refused.err().contains("rungs adopt --as 37'"), refused.err());
    assertRuns("adopt", "--as", "37");
    assertRuns("up");
    assertRuns("verify");
  }

  @Test
  void driftIsAdoptedIfItIsAllowed() throws Exception {
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); PRAGMA user_version = 99");
    Outcome status = rungs("status");
    assertTrue(status.out().contains("so Rungs did not stamp it"), status.out());
    Outcome refused = rungs("up");
    assertTrue(refused.err().contains("adopt --as VERSION"), refused.err());
    assertEquals(1, rungs("adopt", "--as", "37").code());
    assertRuns("adopt", "--as", "37", "--allow-drift");
    assertEquals(37, number("PRAGMA user_version"));
  }
}
