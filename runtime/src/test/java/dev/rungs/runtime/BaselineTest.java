package dev.rungs.runtime;

import static dev.rungs.runtime.TestFile.bytes;
import static dev.rungs.runtime.TestFile.query;
import static dev.rungs.runtime.TestFile.run;
import static dev.rungs.runtime.TestFile.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationStatus.Entry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that begins above version 1. */
class BaselineTest {
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (body <> ''));";
  private static final Registry REGISTRY =
      Migrations.from(37)
          .up(NOTES)
          .up("ALTER TABLE notes ADD COLUMN slug TEXT;", "ALTER TABLE notes DROP COLUMN slug;");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("app.db");
  }

  private static Migrator migrator() {
    return Migrator.builder(REGISTRY).build();
  }

  private static String versions(Path file) {
    return query(file, "SELECT group_concat(version, ' ') FROM rungs_history").strip();
  }

  @Test
  void createsAFileFromTheBaselineOn() {
    MigrationReport report = migrator().migrate(file);
    assertEquals(Action.CREATE, report.action());
    assertEquals("37 38", versions(file));
    assertEquals(38, version(file));
    assertTrue(migrator().verify(file).findings().isEmpty());
    assertEquals(Action.NOTHING, migrator().migrate(file).action());
    assertEquals(2, migrator().status(file).migrations().size());
  }

  @Test
  void createsInAnEmptyFileToo() {
    run(file, "CREATE TABLE gone (x)", "DROP TABLE gone");
    assertEquals(Action.CREATE, migrator().migrate(file).action());
    assertEquals("37 38", versions(file));
  }

  @Test
  void aFileAtTheBaselineWithThatSchemaIsOurs() {
    run(file, NOTES, "INSERT INTO notes VALUES (1, 'a')", "PRAGMA user_version = 37");
    MigrationReport report = migrator().migrate(file);
    assertEquals(Action.UPGRADE, report.action());
    assertEquals("37 38", versions(file));
    assertEquals("1|a|null", query(file, "SELECT * FROM notes"));
  }

  @Test
  void aFileWithoutAVersionIsAdoptedAtTheBaseline() {
    run(file, NOTES);
    assertEquals(Action.ADOPT, migrator().migrate(file).action());
    assertEquals("37 38", versions(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 36})
  void anOlderFileIsRefused(int stored) {
    run(file, NOTES, "PRAGMA user_version = " + stored);
    Map<String, String> before = bytes(folder);
    BelowBaselineException refusal =
        assertThrows(BelowBaselineException.class, () -> migrator().migrate(file));
    assertEquals(37, refusal.baseline());
    assertEquals(stored, refusal.storedVersion());
    assertTrue(refusal.getMessage().contains("37"), refusal.getMessage());
    assertEquals(before, bytes(folder));
  }

  @Test
  void aSchemaThatDiffersByOneCheckIsDrift() {
    run(file, NOTES.replace(" CHECK (body <> '')", ""), "PRAGMA user_version = 37");
    assertThrows(SchemaDriftException.class, () -> migrator().migrate(file));
  }

  @Test
  void aLongerHistoryIsFine() {
    Migrations longer = Migrations.registry().up("CREATE TABLE old (x);");
    for (int v = 2; v < 37; v++) {
      longer.up(v == 36 ? "DROP TABLE old;" : "CREATE INDEX i" + v + " ON old (x);");
    }
    longer.up(NOTES);
    Migrator.builder(longer).build().migrate(file);
    assertEquals(37, version(file));

    assertEquals(Action.UPGRADE, migrator().migrate(file).action());
    assertTrue(migrator().verify(file).findings().isEmpty());
    assertEquals("38", query(file, "SELECT count(*) FROM rungs_history"));
    // History has another SQL and name for 37 than the baseline, as it should.
    assertTrue(migrator().status(file).migrations().stream().noneMatch(Entry::edited));
    assertTrue(
        migrator().status(file).migrations().stream()
            .allMatch(entry -> entry.recordedName().isEmpty()));
  }

  @Test
  void anEditedBaselineIsFoundInAFileItCreated() {
    Migrator.builder(REGISTRY.upTo(37)).build().migrate(file);
    run(file, "UPDATE rungs_history SET checksum = 'v1:edited'");
    assertThrows(HistoryMismatchException.class, () -> migrator().migrate(file));
    assertTrue(migrator().status(file).migrations().get(0).edited());
  }

  @Test
  void rollsBackNoFurtherThanTheBaseline() {
    migrator().migrate(file);
    Migrator migrator = Migrator.builder(REGISTRY).allowDestructive().build();
    for (int target : new int[] {0, 36}) {
      BelowBaselineException refusal =
          assertThrows(BelowBaselineException.class, () -> migrator.rollbackTo(file, target));
      assertEquals(37, refusal.baseline());
    }
    migrator.rollbackTo(file, 37);
    assertEquals("37", versions(file));
  }

  @Test
  void aBuildBeforeTheLastVersionRollsBackWhatItDoesNotKnow() {
    migrator().migrate(file);
    Migrator.builder(REGISTRY.upTo(37)).allowDestructive().build().rollbackTo(file, 37);
    assertEquals(37, version(file));
  }

  @Test
  void choosesAndNamesOnlyVersionsItHas() {
    run(file, NOTES);
    UnrecognizedSchemaException refusal =
        assertThrows(
            UnrecognizedSchemaException.class,
            () -> Migrator.builder(REGISTRY).adoptAs(1).build().migrate(file));
    assertTrue(refusal.getMessage().contains("37 to 38"), refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> REGISTRY.upTo(36));
    assertEquals(37, REGISTRY.upTo(38).baseline());
  }
}
