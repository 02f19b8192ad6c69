package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that no compiler saw are held to its rules before any of them runs. */
class HandwrittenScriptTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private static Migrator migrator(Migrations registry) {
    return Migrator.builder(registry).allowDestructive().withoutBackups().build();
  }

  private MigrationFailedException refused(Migrations registry) {
    Map<String, String> before = TestFile.bytes(directory);
    MigrationPlan plan = migrator(registry).plan(file());
    assertEquals(MigrationPlan.Action.REFUSE, plan.action());
    var refusal =
        assertThrows(MigrationFailedException.class, () -> migrator(registry).migrate(file()));
    assertEquals(plan.refusal().orElseThrow().getMessage(), refusal.getMessage());
    assertEquals(before, TestFile.bytes(directory));
    return refusal;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATTACH 'other.db' AS other | ATTACH",
        "VACUUM | VACUUM",
        "COMMIT | COMMIT",
        "PRAGMA journal_mode = WAL | journal_mode",
        "PRAGMA recursive_triggers = 1 | recursive_triggers",
        "DELETE FROM rungs_history | rungs_history",
        "SELECT load_extension('x') | load_extension",
        "UPDATE notes SET body = ? | bind parameter",
        "backup to other.db | JDBC driver",
      })
  void refusesAPendingScriptBeforeAnyRuns(String statement, String named) {
    migrator(Migrations.notes()).migrate(file());
    var refusal =
        refused(
            Migrations.notes()
                .up("CREATE TABLE fine (x);")
                .up("UPDATE notes SET slug = 'x';\n  " + statement + ";"));
    assertEquals(5, refusal.version());
    assertEquals("step_5", refusal.name());
    assertEquals(3, refusal.storedVersion());
    assertEquals(file(), refusal.file().orElseThrow());
    assertEquals(2, refusal.line());
    assertEquals(statement, refusal.statement().orElseThrow());
    for (String part : List.of(named, "line 2", "5 (step_5)", "Nothing was run")) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
  }

  @Test
  void refusesWithoutMakingAFile() {
    var refusal = refused(Migrations.registry().up("CREATE TABLE a (x); VACUUM;"));
    assertEquals(1, refusal.version());
  }

  @Test
  void refusesANulCharacter() {
    var refusal = refused(Migrations.registry().up("CREATE TABLE a (x);\n\0DROP TABLE a;"));
    assertEquals(1, refusal.version());
    assertTrue(refusal.getMessage().contains("NUL"), refusal.getMessage());
  }

  @Test
  void runsNoneToFindOutWhichVersionAFileHas() {
    TestFile.run(file(), "CREATE TABLE a (x)");
    Path other = directory.resolve("other.db");
    Migrations registry =
        Migrations.registry().up("ATTACH '" + other + "' AS o; CREATE TABLE o.b (x);");
    MigrationPlan plan = migrator(registry).plan(file());
    assertEquals(MigrationPlan.Action.REFUSE, plan.action());
    assertTrue(Files.notExists(other));
  }

  @Test
  void refusesToUndoByAScriptThatIsNotAllowed() {
    Migrations registry = Migrations.notes().up("CREATE TABLE a (x);", "DROP TABLE a; VACUUM;");
    migrator(registry).migrate(file());
    Map<String, String> before = TestFile.bytes(directory);
    var refusal =
        assertThrows(
            IrreversibleMigrationException.class, () -> migrator(registry).rollbackTo(file(), 2));
    assertTrue(refusal.getMessage().contains("VACUUM"), refusal.getMessage());
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void asksNothingOfWhatIsAppliedOrWasProven() {
    migrator(Migrations.registry().up("CREATE TABLE a (x);")).migrate(file());
    // Its fingerprint says that the compiler ran the script, after judging it.
    Migrations proven =
        Migrations.registry()
            .up("CREATE TABLE a (x);")
            .claimed("CREATE TABLE b (x); PRAGMA recursive_triggers = 1;");
    assertEquals(MigrationPlan.Action.UPGRADE, migrator(proven).plan(file()).action());
    Migrations applied = Migrations.registry().up("CREATE TABLE a (x); VACUUM;");
    assertEquals(MigrationPlan.Action.NOTHING, migrator(applied).plan(file()).action());
  }
}
