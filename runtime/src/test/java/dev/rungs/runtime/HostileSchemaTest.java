package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.MigrationPlan.Action;
import org.junit.jupiter.api.Test;

/** Schemas in which a stranger put something to be run. */
class HostileSchemaTest extends RefusalFixture {
  /** A trigger that a stranger put into the file would run a function of the library at will. */
  @Test
  void whatAHostileSchemaWouldRun() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(
        file(),
        "INSERT INTO notes (body) VALUES ('x')",
        "CREATE TRIGGER evil AFTER UPDATE ON notes BEGIN SELECT load_extension('/tmp/evil'); END");
    Migrations registry = Migrations.notes().branch(1).up("UPDATE notes SET body = 'y';");
    Migrator migrator = Migrator.builder(registry).allowDrift().build();
    var before = TestFile.bytes(directory);

    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertSays(failure, "unsafe use of load_extension");
    assertEquals("x", TestFile.query(file(), "SELECT body FROM notes"));
    assertEquals(before.keySet(), TestFile.bytes(directory).keySet());
  }

  @Test
  void namesThatWouldBeSqlAreNames() {
    Migrations registry = Migrations.registry().up("CREATE TABLE a (x);").rebuild("SELECT 1;");
    Migrator.builder(registry.upTo(1)).build().migrate(file());
    TestFile.run(
        file(),
        "CREATE TABLE \"x\"\"; DROP TABLE a; --\" (p REFERENCES a)",
        "CREATE VIEW \"v'); --\" AS SELECT 1",
        "CREATE TRIGGER \"t\"\"; --\" AFTER INSERT ON a BEGIN SELECT 1; END");

    MigrationReport report = Migrator.builder(registry).allowRebuild().build().migrate(file());

    assertEquals(Action.REBUILD, report.action());
    assertEquals(
        "a\nrungs_history", TestFile.query(file(), "SELECT name FROM sqlite_schema ORDER BY name"));
  }
}
