package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files without a history that are adopted. */
class AdoptionTest extends MigratingFixture {
  @Test
  void adoptsByFingerprintAndGoesOn() {
    TestFile.run(
        file(),
        "create table NOTES(Id integer primary key, body text not null)",
        "INSERT INTO notes VALUES (1, 'kept')");
    Migrator migrator = Migrator.builder(Migrations.notes()).build();

    MigrationPlan plan = migrator.plan(file());
    assertEquals(Action.ADOPT, plan.action());
    assertEquals(2, plan.pending().size());
    MigrationReport report = migrator.migrate(file());

    assertEquals(Action.ADOPT, report.action());
    assertEquals(0, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertEquals(
        List.of(Kind.ADOPTED, Kind.APPLIED, Kind.APPLIED),
        report.applied().stream().map(AppliedMigration::kind).toList());
    assertEquals("1|kept|null", TestFile.query(file(), "SELECT * FROM notes"));
    assertEquals(
        "1|adopted\n2|applied\n3|applied",
        TestFile.query(file(), "SELECT version, kind FROM rungs_history"));
  }

  @Test
  void adoptsAtTheCurrentVersion() {
    for (int v = 1; v <= 3; v++) {
      for (String sql : Migrations.notes().migration(v).up().orElseThrow().split(";\n?")) {
        TestFile.run(file(), sql);
      }
    }
    MigrationReport report = Migrator.builder(Migrations.notes()).build().migrate(file());
    assertEquals(Action.ADOPT, report.action());
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void adoptsAtTheVersionTheCallerChose() {
    TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    Migrations registry =
        Migrations.notes()
            .branch(1)
            .up("UPDATE notes SET body = trim(body);")
            .up("CREATE TABLE t(x)");

    MigrationReport report = Migrator.builder(registry).adoptAs(2).build().migrate(file());

    assertEquals(3, report.toVersion());
    assertEquals(
        "1|adopted\n2|adopted\n3|applied",
        TestFile.query(file(), "SELECT version, kind FROM rungs_history"));
  }

  @Test
  void recordsHistoryOfAFileStampedByHand() {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "PRAGMA user_version = 1");

    Migrator.builder(Migrations.notes()).build().migrate(file());

    assertEquals(
        "1|adopted\n2|applied\n3|applied",
        TestFile.query(file(), "SELECT version, kind FROM rungs_history"));
  }
}
