package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilds: what they leave, and what is remembered of them. */
class RebuildTest extends MigratingFixture {
  @ParameterizedTest
  @ValueSource(strings = {"delete", "wal"})
  void rebuildsEveryKindOfObjectInPlace(String journalMode) throws Exception {
    Migrations old = Migrations.registry().up("CREATE TABLE base (x);");
    Migrations registry =
        Migrations.registry().up("CREATE TABLE base (x);").rebuild("CREATE TABLE fresh (y);");
    Migrator.builder(old).build().migrate(file());
    TestFile.run(
        file(),
        "PRAGMA journal_mode = " + journalMode,
        "CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, up REFERENCES parent)",
        "CREATE TABLE child (p REFERENCES parent ON DELETE RESTRICT)",
        "INSERT INTO parent (up) VALUES (1)",
        "INSERT INTO child VALUES (1)",
        "CREATE TABLE keyed (k TEXT PRIMARY KEY, v, twice GENERATED ALWAYS AS (v * 2) STORED)"
            + " WITHOUT ROWID",
        "CREATE VIRTUAL TABLE words USING fts5(body)",
        "INSERT INTO words VALUES ('some words')",
        "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1)",
        "CREATE VIEW \"an \"\"odd\"\" view\" AS SELECT * FROM parent",
        "CREATE VIEW broken AS SELECT * FROM no_such",
        "CREATE TRIGGER guard BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER instead INSTEAD OF INSERT ON \"an \"\"odd\"\" view\""
            + " BEGIN DELETE FROM child; END",
        "CREATE INDEX child_by_p ON child (p)",
        "ANALYZE");
    Object inode = Files.getAttribute(file(), "unix:ino");

    MigrationReport report =
        Migrator.builder(registry).allowRebuild().clock(CLOCK).build().migrate(file());

    assertEquals(Action.REBUILD, report.action());
    assertTrue(report.needsRepopulation());
    assertEquals(
        "base\nfresh\nrungs_history",
        TestFile.query(
            file(), "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name"));
    assertEquals("ok", TestFile.query(file(), "PRAGMA integrity_check"));
    assertEquals(
        "1|rebuilt\n2|rebuilt", TestFile.query(file(), "SELECT version, kind FROM rungs_history"));
    assertEquals(inode, Files.getAttribute(file(), "unix:ino"));
    Path copy = report.backup().orElseThrow();
    assertEquals("some words", TestFile.query(copy, "SELECT body FROM words"));
  }

  @Test
  void rebuildsOverAVirtualTableOfAnUnknownModule() throws SQLException {
    Migrations old = Migrations.registry().up("CREATE TABLE base (x);");
    Migrator.builder(old).build().migrate(file());
    TestFile.run(
        file(),
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema VALUES ('table', 'alien', 'alien', 0,"
            + " 'CREATE VIRTUAL TABLE alien USING no_such_module(a, b)')");
    Migrations registry =
        Migrations.registry().up("CREATE TABLE base (x);").rebuild("CREATE TABLE fresh (y);");

    Migrator.builder(registry).allowRebuild().build().migrate(file());

    assertEquals("ok", TestFile.query(file(), "PRAGMA integrity_check"));
    assertEquals(
        "base\nfresh\nrungs_history",
        TestFile.query(file(), "SELECT name FROM sqlite_schema ORDER BY name"));
  }

  @Test
  void remembersThatContentIsMissingUntilTold() throws SQLException {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");
    at(3, registry);
    Migrator permitted = Migrator.builder(registry).allowRebuild().clock(CLOCK).build();
    permitted.migrate(file());

    Migrator plain = Migrator.builder(registry).clock(CLOCK).build();
    assertTrue(plain.migrate(file()).needsRepopulation());
    assertTrue(plain.needsRepopulation(file()));
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(connection, "BEGIN", "INSERT INTO cache VALUES (1)");
      plain.markRepopulated(connection);
      TestFile.run(connection, "ROLLBACK");
      assertTrue(plain.needsRepopulation(connection));
      TestFile.run(connection, "BEGIN", "INSERT INTO cache VALUES (1)");
      plain.markRepopulated(connection);
      TestFile.run(connection, "COMMIT");
    }
    assertFalse(plain.needsRepopulation(file()));
    assertFalse(plain.migrate(file()).needsRepopulation());
    assertEquals("0", TestFile.query(file(), "PRAGMA application_id"));
    assertEquals(
        "4",
        TestFile.query(
            file(),
            "SELECT count(*) FROM rungs_history WHERE repopulated_at = '2026-11-21T08:15:00Z'"));
  }

  @Test
  void remembersItWhereTheProgramWritesItsOwnApplicationId() {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");
    at(3, registry);
    Migrator migrator = Migrator.builder(registry).allowRebuild().build();
    migrator.migrate(file());
    TestFile.run(file(), "PRAGMA application_id = 77");

    assertTrue(migrator.needsRepopulation(file()));
    migrator.markRepopulated(file());
    assertFalse(migrator.needsRepopulation(file()));
    assertEquals("77", TestFile.query(file(), "PRAGMA application_id"));
  }

  @Test
  void upgradesAWipedStoreAndStillRemembers() {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");
    at(3, registry);
    Migrator.builder(registry).allowRebuild().build().migrate(file());
    Migrations newer = registry.up("ALTER TABLE cache ADD COLUMN y;");

    MigrationReport report = Migrator.builder(newer).build().migrate(file());

    assertEquals(Action.UPGRADE, report.action());
    assertTrue(report.needsRepopulation());
  }

  @Test
  void wipesWhatANewerBuildWroteOnlyWhenAskedByName() {
    at(3, Migrations.notes());
    TestFile.run(file(), "INSERT INTO notes (body) VALUES ('newer')");

    MigrationReport report =
        Migrator.builder(Migrations.notes().upTo(2)).allowRebuildOfNewer().build().migrate(file());

    assertEquals(Action.REBUILD, report.action());
    assertEquals(3, report.fromVersion());
    assertEquals(2, report.toVersion());
    assertTrue(report.needsRepopulation());
    assertEquals("newer", TestFile.query(report.backup().orElseThrow(), "SELECT body FROM notes"));
  }

  @Test
  void wipesAnUnrecognisedFileWhereARebuildIsPending() {
    TestFile.run(file(), "CREATE TABLE mine (x)");
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");

    MigrationReport report = Migrator.builder(registry).allowRebuild().build().migrate(file());

    assertEquals(Action.REBUILD, report.action());
    assertEquals(0, report.fromVersion());
  }

  @Test
  void reportsNoWipeInMemory() throws SQLException {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator migrator = Migrator.builder(registry).allowRebuild().build();
      assertFalse(migrator.migrate(connection).needsRepopulation());
      assertFalse(migrator.needsRepopulation(connection));
    }
  }
}
