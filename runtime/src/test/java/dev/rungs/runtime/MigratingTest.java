package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to files under the permissions it takes. */
class MigratingTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private void at(int version, Migrations registry) {
    Migrator.builder(registry.upTo(version)).build().migrate(file());
  }

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
            .upTo(1)
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

  @Test
  void upgradesADriftedFileWherePermitted() {
    at(2, Migrations.notes());
    TestFile.run(file(), "CREATE TABLE mine (x)", "INSERT INTO mine VALUES (7)");

    Migrator.builder(Migrations.notes()).allowDrift().build().migrate(file());

    assertEquals(3, TestFile.version(file()));
    assertEquals("7", TestFile.query(file(), "SELECT x FROM mine"));
  }

  @Test
  void copiesBeforeADestructiveMigration() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    TestFile.run(file(), "INSERT INTO tags VALUES (1, 'lost')");

    MigrationReport report =
        Migrator.builder(registry).allowDestructive(4).clock(CLOCK).build().migrate(file());

    Path copy = report.backup().orElseThrow();
    assertEquals(directory.resolve("app.db.v3-20261121T081500Z.bak"), copy);
    assertEquals("1|lost", TestFile.query(copy, "SELECT * FROM tags"));
    assertEquals(3, TestFile.version(copy));
    assertEquals("ok", TestFile.query(copy, "PRAGMA integrity_check"));
    assertEquals(4, TestFile.version(file()));
  }

  @Test
  void neverWritesOverACopy() throws IOException {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    Path taken = directory.resolve("app.db.v3-20261121T081500Z.bak");
    Files.writeString(taken, "mine");

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().clock(CLOCK).build().migrate(file());

    assertEquals("mine", Files.readString(taken));
    assertEquals(
        directory.resolve("app.db.v3-20261121T081500Z-2.bak"), report.backup().orElseThrow());
  }

  @Test
  void copiesWhereTheCallerSays() throws IOException {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    Path elsewhere = Files.createDirectory(directory.resolve("copies"));

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().backups(elsewhere).build().migrate(file());

    assertEquals(elsewhere, report.backup().orElseThrow().getParent());
  }

  @Test
  void refusesWhereNoCopyCanBeMade() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    var before = TestFile.bytes(directory);
    Migrator migrator =
        Migrator.builder(registry).allowDestructive().backups(directory.resolve("nowhere")).build();

    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(file()));

    assertTrue(refusal.getMessage().contains("withoutBackups()"), refusal.getMessage());
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void makesNoCopyWhereTheCallerSaysSo() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().withoutBackups().build().migrate(file());

    assertTrue(report.backup().isEmpty());
    assertEquals(List.of("app.db"), List.copyOf(TestFile.bytes(directory).keySet()));
  }

  @Test
  void takesTheCopyAwayWhereNothingWasDone() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags; DROP TABLE no_such;");
    at(3, registry);
    Migrator migrator = Migrator.builder(registry).allowDestructive().build();
    var before = TestFile.bytes(directory);

    assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertEquals(before.keySet(), TestFile.bytes(directory).keySet());
    assertEquals(3, TestFile.version(file()));
  }

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

  @Test
  void keepsTheChildrenOfAParentThatIsBuiltAnew() throws SQLException {
    Migrations registry =
        Migrations.registry()
            .up(
                "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                    + "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);"
                    + "CREATE TABLE n (p REFERENCES p ON DELETE SET NULL);")
            .up(
                "CREATE TABLE p_new (id INTEGER PRIMARY KEY, more TEXT);"
                    + "INSERT INTO p_new (id) SELECT id FROM p;"
                    + "DROP TABLE p;"
                    + "ALTER TABLE p_new RENAME TO p;");
    at(1, registry);
    TestFile.run(
        file(), "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1)", "INSERT INTO n VALUES (1)");
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(connection, "PRAGMA foreign_keys = ON");
      Migrator.builder(registry).build().migrate(connection);
      assertEquals("1", TestFile.query(connection, "PRAGMA foreign_keys"));
    }
    assertEquals("1", TestFile.query(file(), "SELECT p FROM c"));
    assertEquals("1", TestFile.query(file(), "SELECT p FROM n"));
  }

  @Test
  void oldViolationsDoNotBlockNewOnesDo() {
    Migrations registry =
        Migrations.registry()
            .up("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);")
            .up("ALTER TABLE c RENAME TO d;")
            .up("DELETE FROM p WHERE id = 1;");
    at(1, registry);
    TestFile.run(
        file(), "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1)", "INSERT INTO c VALUES (9)");
    Migrator migrator = Migrator.builder(registry).build();

    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertEquals(3, failure.version());
    assertTrue(failure.getMessage().contains("row 1 of table d"), failure.getMessage());
    assertEquals(2, TestFile.version(file()));
    assertEquals("1", TestFile.query(file(), "SELECT id FROM p"));
  }

  @ParameterizedTest
  @EnumSource(Transactions.class)
  void keepsWhatIsDoneOrNothing(Transactions transactions) {
    Migrations registry =
        Migrations.notes().up("CREATE TABLE done (x);").up("CREATE TABLE t (x); INSERT nonsense;");
    at(3, registry);
    List<String> told = new ArrayList<>();
    Migrator migrator =
        Migrator.builder(registry).transactions(transactions).listener(new Recorder(told)).build();

    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    int kept = transactions == Transactions.EACH ? 4 : 3;
    assertEquals(5, failure.version());
    assertEquals("step_5", failure.name());
    assertEquals(1, failure.line());
    assertEquals("INSERT nonsense", failure.statement().orElseThrow());
    assertEquals(kept, failure.storedVersion());
    assertEquals(kept, TestFile.version(file()));
    assertEquals(
        List.of("planned UPGRADE", "started 4", "finished 4", "started 5", "failed 5"), told);
    assertEquals(
        String.valueOf(kept), TestFile.query(file(), "SELECT max(version) FROM rungs_history"));
  }

  @Test
  void goesOnAfterAFailureIsMended() {
    Migrations broken = Migrations.notes().up("CREATE TABLE t (x); CREATE TABLE t (x);");
    at(3, broken);
    assertThrows(
        MigrationFailedException.class, () -> Migrator.builder(broken).build().migrate(file()));

    Migrations fixed = Migrations.notes().up("CREATE TABLE t (x);");
    assertEquals(4, Migrator.builder(fixed).build().migrate(file()).toVersion());
  }

  @Test
  void createsWithTheProgramsApplicationId() {
    Migrator migrator = Migrator.builder(Migrations.notes()).applicationId(4711).build();
    migrator.migrate(file());
    assertEquals("4711", TestFile.query(file(), "PRAGMA application_id"));
    Migrations newer = Migrations.notes().up("CREATE TABLE t (x);");
    assertEquals(
        4, Migrator.builder(newer).applicationId(4711).build().migrate(file()).toVersion());
  }

  private static final class Recorder implements MigrationListener {
    private final List<String> told;

    Recorder(List<String> told) {
      this.told = told;
    }

    @Override
    public void planned(MigrationPlan plan) {
      told.add("planned " + plan.action());
    }

    @Override
    public void started(MigrationDefinition migration) {
      told.add("started " + migration.version());
    }

    @Override
    public void finished(MigrationDefinition migration, java.time.Duration duration) {
      told.add("finished " + migration.version());
    }

    @Override
    public void failed(MigrationDefinition migration, MigrationException failure) {
      told.add("failed " + migration.version());
    }
  }
}
