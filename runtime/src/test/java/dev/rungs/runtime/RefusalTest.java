package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal: its type, what it says, and that it leaves the folder byte for byte as it was. */
class RefusalTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private <E extends MigrationException> E refused(
      Class<E> type, Migrations registry, UnaryOperator<Migrator.Builder> permissions) {
    return refused(type, file(), registry, permissions);
  }

  /** Refused by plan and by migrate alike, on a path and over a connection. */
  private <E extends MigrationException> E refused(
      Class<E> type, Path file, Migrations registry, UnaryOperator<Migrator.Builder> permissions) {
    Migrator migrator = permissions.apply(Migrator.builder(registry)).build();
    var before = TestFile.bytes(directory);

    MigrationPlan plan = migrator.plan(file);
    assertEquals(Action.REFUSE, plan.action());
    assertEquals(type, plan.refusal().orElseThrow().getClass());
    assertEquals(before, TestFile.bytes(directory), "plan changed the folder");

    MigrationException thrown =
        assertThrows(MigrationException.class, () -> migrator.migrate(file));
    assertEquals(type, thrown.getClass(), thrown.getMessage());
    assertEquals(before, TestFile.bytes(directory), "migrate changed the folder");
    assertEquals(plan.refusal().orElseThrow().getMessage(), thrown.getMessage());
    assertEquals(registry.currentVersion(), thrown.currentVersion());
    assertEquals(file, thrown.file().orElseThrow());
    assertFalse(thrown.getMessage().contains("!"), thrown.getMessage());
    assertTrue(thrown.getMessage().endsWith("."), thrown.getMessage());
    return type.cast(thrown);
  }

  private static void assertSays(MigrationException refusal, String... parts) {
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
  }

  @Test
  void destructiveWithoutApproval() {
    Migrations registry =
        Migrations.notes().destructive("DELETE FROM tags;").destructive("DROP TABLE tags;");
    Migrator.builder(registry.upTo(2)).build().migrate(file());

    var refusal =
        refused(DestructiveApprovalRequiredException.class, registry, m -> m.allowDestructive(4));

    assertSays(refusal, "5 (step_5)", "allowDestructive(5)");
    assertFalse(refusal.getMessage().contains("4 (step_4)"), refusal.getMessage());
    assertEquals(2, refusal.storedVersion());
  }

  @Test
  void rebuildWithoutPermission() {
    Migrations registry = Migrations.notes().rebuild("DROP TABLE tags;");
    Migrator.builder(registry.upTo(3)).build().migrate(file());

    var refusal = refused(RebuildRequiredException.class, registry, m -> m.allowDestructive());

    assertSays(refusal, "4 (step_4)", "allowRebuild()");
  }

  @Test
  void newerAlsoWhereRebuildsArePermitted() {
    Migrator.builder(Migrations.notes()).build().migrate(file());

    var refusal =
        refused(
            NewerSchemaException.class,
            Migrations.notes().upTo(2),
            m -> m.allowRebuild().allowDestructive().allowDrift());

    assertSays(refusal, "version 3", "works with 2", "allowRebuildOfNewer()");
    assertEquals(3, refusal.storedVersion());
  }

  @Test
  void drift() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "DROP INDEX tags_by_note", "ALTER TABLE notes ADD COLUMN mine TEXT");

    var refusal = refused(SchemaDriftException.class, Migrations.notes(), m -> m);

    assertSays(refusal, "index tags_by_note is missing", "mine", "allowDrift()");
  }

  @Test
  void negativeVersion() {
    TestFile.run(file(), "CREATE TABLE t (x)", "PRAGMA user_version = -3");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.allowRebuild()),
        "-3");
  }

  @Test
  void anotherProgramsFile() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(file(), "PRAGMA application_id = 1196444487");

    assertSays(
        refused(
            UnrecognizedSchemaException.class,
            Migrations.notes(),
            m -> m.allowRebuild().allowRebuildOfNewer()),
        "1196444487",
        "applicationId(");
  }

  @Test
  void anotherSchemasFile() {
    Migrator.builder(Migrations.of("app.CacheSchema").up("CREATE TABLE c (x);"))
        .build()
        .migrate(file());

    assertSays(
        refused(
            UnrecognizedSchemaException.class,
            Migrations.notes(),
            m -> m.allowRebuild().allowRebuildOfNewer().allowDrift()),
        "app.CacheSchema",
        "app.AppSchema");
  }

  @Test
  void unversionedAndOfNoKnownVersion() {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE mine (x)");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.allowDrift()),
        "closest is version 1",
        "mine");
  }

  @Test
  void unversionedOfSeveralVersions() {
    TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    Migrations registry =
        Migrations.notes()
            .upTo(1)
            .up("UPDATE notes SET body = trim(body);")
            .up("CREATE TABLE t(x)");

    assertSays(refused(UnrecognizedSchemaException.class, registry, m -> m), "1, 2", "adoptAs(1)");
  }

  @Test
  void adoptedAtAVersionItIsNotAt() {
    TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.adoptAs(2)),
        "version 2",
        "tags");
    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.adoptAs(9)),
        "1 to 3");
  }

  @Test
  void editedAfterRelease() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    Migrations edited =
        Migrations.registry()
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL); -- edited")
            .up(Migrations.notes().migration(2).up().orElseThrow())
            .up("CREATE TABLE t (x);");

    assertSays(refused(HistoryMismatchException.class, edited, m -> m), "version 1", "app.Step1");
  }

  @Test
  void historyThatEndsElsewhere() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "PRAGMA user_version = 2");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m.allowDrift()),
        "user_version is 2",
        "version 3");
  }

  @Test
  void historyWithAGap() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "DELETE FROM rungs_history WHERE version = 1");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m),
        "no row for version 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE rungs_history (version INTEGER PRIMARY KEY, down TEXT)",
        "CREATE VIEW rungs_history AS SELECT 1 AS version",
        "CREATE TABLE RUNGS_HISTORY (version)",
        "CREATE VIRTUAL TABLE rungs_history USING fts5(version, name)"
      })
  void historyThatRungsDidNotMake(String hostile) {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        hostile,
        "PRAGMA user_version = 1");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m), "rungs_history");
    assertThrows(
        HistoryMismatchException.class,
        () -> Migrator.builder(Migrations.notes()).build().status(file()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER evil AFTER INSERT ON rungs_history BEGIN DELETE FROM notes; END",
        "CREATE UNIQUE INDEX evil ON rungs_history (name)",
        "UPDATE rungs_history SET kind = 'nonsense'",
        "UPDATE rungs_history SET applied_at = 'yesterday'",
        "UPDATE rungs_history SET millis = 'long'",
        "UPDATE rungs_history SET millis = -1",
        "UPDATE rungs_history SET name = x'00ff', strategy = x'01'",
        "UPDATE rungs_history SET name = replace(hex(zeroblob(100000)), '00', 'x')",
        "UPDATE rungs_history SET version = 5000000000"
      })
  void craftedHistory(String hostile) {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(file(), hostile);

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m);
  }

  /** The definition says NOT NULL, but was put there after the row. */
  @Test
  void historyWithNullsWhereNoneCanBe() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    String definition =
        TestFile.query(file(), "SELECT sql FROM sqlite_schema WHERE name = 'rungs_history'");
    TestFile.run(
        file(),
        "DROP TABLE rungs_history",
        definition.replace(" NOT NULL", ""),
        "INSERT INTO rungs_history (version) VALUES (1)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = '" + definition + "' WHERE name = 'rungs_history'");

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m);
  }

  @Test
  void resetVersion() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "PRAGMA user_version = 0");

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m.adoptAs(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text, not a database, and long enough to be looked at", "short"})
  void notADatabase(String content) throws IOException {
    Files.writeString(file(), content.repeat(40));

    assertSays(refused(NotADatabaseException.class, Migrations.notes(), m -> m), "not an SQLite");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100, 4096, 6000})
  void truncated(int length) throws IOException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(whole, length));

    assertSays(refused(CorruptDatabaseException.class, Migrations.notes(), m -> m), "damaged");
  }

  @Test
  void malformedSchema() throws IOException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(
        file(),
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (' WHERE name = 'notes'");

    refused(CorruptDatabaseException.class, Migrations.notes(), m -> m);
  }

  @Test
  void aFolder() throws IOException {
    Files.createDirectory(file());

    assertSays(refused(NotADatabaseException.class, Migrations.notes(), m -> m), "is a folder");
  }

  @Test
  void aFolderThatDoesNotExist() {
    Path nowhere = directory.resolve("no/such/app.db");

    assertSays(
        refused(MigrationException.class, nowhere, Migrations.notes(), m -> m),
        "does not exist",
        "no/such");
  }

  @Test
  void aParentThatIsAFile() throws IOException {
    Files.writeString(directory.resolve("parent"), "x");

    assertSays(
        refused(
            MigrationException.class,
            directory.resolve("parent/app.db"),
            Migrations.notes(),
            m -> m),
        "not a folder");
  }

  @Test
  void lockedForTooLong() throws Exception {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    try (Connection holder = TestFile.connect(file())) {
      TestFile.run(holder, "BEGIN EXCLUSIVE");
      Migrator migrator =
          Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMillis(50)).build();

      var planned = migrator.plan(file()).refusal().orElseThrow();
      assertInstanceOf(DatabaseBusyException.class, planned);
      var thrown = assertThrows(DatabaseBusyException.class, () -> migrator.migrate(file()));
      assertSays(thrown, "held by another connection", "busyTimeout()");
      TestFile.run(holder, "ROLLBACK");
    }
    assertEquals(1, TestFile.version(file()));
  }

  @Test
  void writeLockedForTooLong() throws Exception {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    try (Connection holder = TestFile.connect(file())) {
      TestFile.run(holder, "BEGIN IMMEDIATE");
      Migrator migrator =
          Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMillis(50)).build();

      assertEquals(Action.UPGRADE, migrator.plan(file()).action());
      assertThrows(DatabaseBusyException.class, () -> migrator.migrate(file()));
      TestFile.run(holder, "ROLLBACK");
    }
    assertEquals(1, TestFile.version(file()));
  }

  /** A trigger that a stranger put into the file would run a function of the library at will. */
  @Test
  void whatAHostileSchemaWouldRun() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(
        file(),
        "INSERT INTO notes (body) VALUES ('x')",
        "CREATE TRIGGER evil AFTER UPDATE ON notes BEGIN SELECT load_extension('/tmp/evil'); END");
    Migrations registry = Migrations.notes().upTo(1).up("UPDATE notes SET body = 'y';");
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
