package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/** Files and paths that come from anywhere, or are another program's. */
class HostileFileTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private MigrationException refused(Registry registry) {
    Migrator migrator = Migrator.builder(registry).build();
    var before = TestFile.bytes(directory);
    assertEquals(Action.REFUSE, migrator.plan(file()).action());
    MigrationException refusal =
        assertThrows(MigrationException.class, () -> migrator.migrate(file()));
    assertThrows(MigrationException.class, () -> AppDatabase.open(file(), registry).close());
    assertEquals(before, TestFile.bytes(directory));
    return refusal;
  }

  @Test
  void anotherProgramsFileThatHasOurVersionByChance() {
    TestFile.run(
        file(),
        "CREATE TABLE event (x)",
        "PRAGMA user_version = 3",
        "PRAGMA application_id = 252006674");
    MigrationException refusal = refused(Migrations.notes());
    assertEquals(UnrecognizedSchemaException.class, refusal.getClass());
    assertTrue(refusal.remedies().contains(Remedy.APPLICATION_ID));
  }

  @ParameterizedTest
  @CsvSource({
    "plain_trigger,true", "sql\u0131te_t,true", "\u017fqlite_t,true", "sqlite_t,true",
    "plain_trigger,false", "sql\u0131te_t,false", "\u017fqlite_t,false", "sqlite_t,false"
  })
  void aTriggerThatIsNamedLikeSqlitesOwn(String name, boolean stamped) {
    if (stamped) {
      Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    } else {
      TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    }
    TestFile.run(
        file(),
        "CREATE TRIGGER \"evil\" AFTER UPDATE ON notes BEGIN DELETE FROM notes; END",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET name = '"
            + name
            + "', sql = replace(sql, 'evil', '"
            + name
            + "') WHERE name = 'evil'");
    refused(Migrations.notes().up("UPDATE notes SET slug = 'x';"));
    if (stamped) {
      assertFalse(Migrator.builder(Migrations.notes()).build().verify(file()).sound());
    }
  }

  @Test
  void namesOutOfAFileAreWrittenOut() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(
        file(), "CREATE TABLE \"\u001b]0;title\u0007\u009b2J\nfake line\u202e\udb40\udc41\" (x)");
    String message = refused(Migrations.notes()).getMessage();
    assertTrue(
        message.contains("\\u001b]0;title\\u0007\\u009b2J\\u000afake line\\u202e\\udb40\\udc41"),
        message);
    assertTrue(
        Migrator.builder(Migrations.notes()).build().verify(file()).findings().stream()
            .allMatch(finding -> finding.message().chars().noneMatch(Character::isISOControl)));
  }

  @Test
  void aNumberThatIsNotOurs() {
    TestFile.run(file(), "CREATE TABLE mine (x)", "PRAGMA user_version = 77");
    MigrationException refusal = refused(Migrations.notes());
    assertTrue(refusal.getMessage().contains("not stamped by Rungs"), refusal.getMessage());
    assertEquals(Set.of(Remedy.ADOPT_AS), refusal.remedies());
    assertFalse(refusal.getMessage().contains("rollbackTo"), refusal.getMessage());
  }

  @Test
  void anUpgradeThatAnotherToolLeftHalfDone() {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes, tag TEXT NOT NULL)",
        "CREATE INDEX tags_by_note ON tags (note)",
        "PRAGMA user_version = 1");
    MigrationException refusal = refused(Migrations.notes());
    assertTrue(refusal.getMessage().contains("version 2"), refusal.getMessage());
    assertTrue(refusal.remedies().contains(Remedy.ADOPT_AS));
  }

  @Test
  void aPathThatIsTooLong() throws Exception {
    Path deep = directory;
    while (deep.toString().length() < 520) {
      deep = deep.resolve("x".repeat(100));
    }
    Files.createDirectories(deep);
    Path file = deep.resolve("app.db");
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(file));
    assertTrue(refusal.getMessage().contains("too long"), refusal.getMessage());
    try (var left = Files.list(deep)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aPathOfAnotherFileSystem() throws Exception {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
    try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = system.getPath("/app.db");
      assertThrows(MigrationException.class, () -> migrator.migrate(inside));
      assertEquals(Action.REFUSE, migrator.plan(inside).action());
      assertThrows(
          MigrationException.class, () -> AppDatabase.open(inside, Migrations.notes()).close());
      migrator.migrate(file());
      assertThrows(MigrationException.class, () -> migrator.backup(file(), inside));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/zero"})
  void aDevice(String device) {
    Path path = Path.of(device);
    assumeTrue(Files.exists(path));
    var refusal = Migrator.builder(Migrations.notes()).build().plan(path).refusal().orElseThrow();
    assertEquals(NotADatabaseException.class, refusal.getClass());
    assertTrue(refusal.getMessage().contains("not a regular file"), refusal.getMessage());
  }

  @Test
  void aFailedCreationLeavesNoFile() {
    Migrator fails = Migrator.builder(Migrations.notes().up("SELECT nothing;")).build();
    assertThrows(MigrationFailedException.class, () -> fails.migrate(file()));
    assertEquals(Map.of(), TestFile.bytes(directory));
  }

  @Test
  void aCancelledCreationLeavesNoFile() {
    Migrator cancelled =
        Migrator.builder(Migrations.notes())
            .listener(
                new MigrationListener() {
                  @Override
                  public void started(MigrationDefinition migration) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();
    try {
      assertThrows(MigrationCancelledException.class, () -> cancelled.migrate(file()));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(Map.of(), TestFile.bytes(directory));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void columnsInAnotherOrder(boolean stamped) {
    Migrations registry =
        Migrations.registry()
            .up("CREATE TABLE t (a TEXT, b TEXT);")
            .up(
                "CREATE TABLE n (a TEXT, b TEXT, c TEXT); INSERT INTO n SELECT *, 'c' FROM t;"
                    + " DROP TABLE t; ALTER TABLE n RENAME TO t;");
    TestFile.run(file(), "CREATE TABLE t (b TEXT, a TEXT)", "INSERT INTO t VALUES ('b1', 'a1')");
    if (stamped) {
      TestFile.run(file(), "PRAGMA user_version = 1");
    }
    MigrationException refusal = refused(registry);
    assertTrue(refusal.getMessage().contains("(b, a), not (a, b)"), refusal.getMessage());
  }

  @Test
  void columnsInAnotherOrderThatNoScriptDependsOn() {
    Migrations registry =
        Migrations.registry()
            .up("CREATE TABLE t (a TEXT, b TEXT); CREATE TABLE u (x);")
            .up("INSERT INTO u SELECT a FROM t; INSERT INTO t (a, b) VALUES (1, 2);");
    TestFile.run(file(), "CREATE TABLE t (b TEXT, a TEXT)", "CREATE TABLE u (x)");
    assertEquals(2, Migrator.builder(registry).adoptAs(1).build().migrate(file()).toVersion());
  }

  @Test
  void storedSqlOfANewerBuildRunsWithoutTheProgramsFunctions() throws SQLException {
    Migrations newer =
        Migrations.notes().up("CREATE TABLE x (a);", "SELECT called(); DROP TABLE x;");
    Migrator.builder(newer).build().migrate(file());
    int[] calls = new int[1];
    Migrator older = Migrator.builder(newer.upTo(3)).allowDestructive().build();
    try (Connection connection = TestFile.connect(file())) {
      Function.create(
          connection,
          "called",
          new Function() {
            @Override
            protected void xFunc() throws SQLException {
              calls[0]++;
              result(1);
            }
          });
      var failure =
          assertThrows(MigrationFailedException.class, () -> older.rollbackTo(connection, 3));
      assertTrue(failure.getMessage().contains("no such function"), failure.getMessage());
    }
    assertEquals(0, calls[0]);
    assertEquals(4, TestFile.version(file()));
  }

  @Test
  void aRefusalLeavesTheLogAsItWas() throws Exception {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    Path copy = directory.resolve("copy.db");
    try (Connection connection = TestFile.connect(file())) {
      TestFile.query(connection, "PRAGMA journal_mode = WAL");
      TestFile.run(connection, "CREATE TABLE extra (x)");
      Files.copy(file(), copy);
      Files.copy(directory.resolve("app.db-wal"), directory.resolve("copy.db-wal"));
    }
    byte[] log = Files.readAllBytes(directory.resolve("copy.db-wal"));
    byte[] data = Files.readAllBytes(copy);
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    assertThrows(SchemaDriftException.class, () -> migrator.migrate(copy));
    assertThrows(
        SchemaDriftException.class, () -> AppDatabase.open(copy, Migrations.notes()).close());
    assertArrayEquals(log, Files.readAllBytes(directory.resolve("copy.db-wal")));
    assertArrayEquals(data, Files.readAllBytes(copy));
  }

  @Test
  void theEditedVersionIsNamed() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "UPDATE rungs_history SET checksum = 'x' WHERE version = 1");
    var refusal = (HistoryMismatchException) refused(Migrations.notes());
    assertEquals(OptionalInt.of(1), refusal.version());
  }
}
