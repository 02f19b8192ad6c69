package dev.rungs.runtime;

import static dev.rungs.runtime.TestFile.bytes;
import static dev.rungs.runtime.TestFile.query;
import static dev.rungs.runtime.TestFile.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another tool created and goes on to keep its books in. */
class OtherToolsTest {
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";

  /** As these tools write them, with their indexes and triggers. */
  private static final String[] BOOKS = {
    "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" INT NOT NULL PRIMARY KEY,"
        + " \"version\" VARCHAR(50), \"success\" BOOLEAN NOT NULL)",
    "CREATE INDEX \"flyway_schema_history_s_idx\" ON \"flyway_schema_history\" (\"success\")",
    "INSERT INTO flyway_schema_history VALUES (1, '1', 1)",
    "CREATE TABLE DATABASECHANGELOGLOCK (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL,"
        + " CONSTRAINT PK_DATABASECHANGELOGLOCK PRIMARY KEY (ID))",
    "CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, MD5SUM VARCHAR(35))",
    "CREATE TABLE room_master_table (id INTEGER PRIMARY KEY, identity_hash TEXT)",
    "CREATE TABLE android_metadata (locale TEXT)",
    "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)",
    "CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" TEXT NOT NULL CONSTRAINT"
        + " \"PK___EFMigrationsHistory\" PRIMARY KEY, \"ProductVersion\" TEXT NOT NULL)",
    "CREATE TABLE \"schema_migrations\" (version varchar(128) primary key)",
    "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER)",
    "INSERT INTO goose_db_version (version_id) VALUES (0), (1)",
    "CREATE TABLE CHANGELOG (ID NUMERIC(20,0) NOT NULL, APPLIED_AT VARCHAR(25) NOT NULL)",
    "CREATE TRIGGER grdb_note AFTER INSERT ON grdb_migrations BEGIN SELECT 1; END",
  };

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("app.db");
  }

  private static Migrator migrator(Registry registry) {
    return Migrator.builder(registry).build();
  }

  @Test
  void areNoDriftAtAdoptionAndEverAfter() {
    run(file, NOTES);
    run(file, BOOKS);

    MigrationReport adopted = migrator(Migrations.notes().upTo(1)).migrate(file);
    assertEquals(Action.ADOPT, adopted.action());
    assertEquals(1, adopted.toVersion());
    assertTrue(adopted.backup().isPresent(), "the other tool's file is backed up");
    assertEquals(
        "1|1",
        query(adopted.backup().get(), "SELECT installed_rank, version FROM flyway_schema_history"));
    assertEquals("0", query(adopted.backup().get(), "PRAGMA user_version"));

    run(file, "CREATE TABLE knex_migrations_lock (is_locked INTEGER)");
    assertEquals(Action.UPGRADE, migrator(Migrations.notes()).migrate(file).action());
    assertTrue(migrator(Migrations.notes()).verify(file).findings().isEmpty());
    assertEquals(
        1,
        Migrator.builder(Migrations.notes())
            .allowDestructive()
            .build()
            .rollbackTo(file, 1)
            .toVersion());
    assertEquals("1", query(file, "SELECT count(*) FROM flyway_schema_history"));
  }

  @Test
  void otherDifferencesAreStillFound() {
    run(file, NOTES, "CREATE TABLE android_metadata (locale TEXT)", "CREATE TABLE more (x)");
    UnrecognizedSchemaException refusal =
        assertThrows(
            UnrecognizedSchemaException.class, () -> migrator(Migrations.notes()).migrate(file));
    assertEquals(List.of("table more is not expected"), refusal.differences());
  }

  @Test
  void aFileWithNothingElseIsEmpty() {
    run(file, BOOKS);
    assertEquals(Action.CREATE, migrator(Migrations.notes()).plan(file).action());
    assertEquals(Action.CREATE, migrator(Migrations.notes()).migrate(file).action());
    assertEquals("2", query(file, "SELECT count(*) FROM goose_db_version"));
  }

  @Test
  void aTableOfSuchANameThatTheSchemaHasIsItsOwn() {
    Migrations registry =
        Migrations.registry()
            .up(NOTES + "; CREATE TABLE schema_migrations (v INTEGER);")
            .up("CREATE TABLE b (x);");
    run(file, NOTES, "CREATE TABLE schema_migrations (v INTEGER)", BOOKS[5], BOOKS[6]);
    assertEquals(Action.ADOPT, migrator(registry.upTo(1)).migrate(file).action());

    run(file, "CREATE INDEX extra ON schema_migrations (v)");
    SchemaDriftException drift =
        assertThrows(SchemaDriftException.class, () -> migrator(registry).migrate(file));
    assertEquals(List.of("index extra is not expected"), drift.differences());

    run(file, "DROP INDEX extra", "DROP TABLE schema_migrations");
    drift = assertThrows(SchemaDriftException.class, () -> migrator(registry).migrate(file));
    assertEquals(List.of("table schema_migrations is missing"), drift.differences());
  }

  /** MyBatis calls its table CHANGELOG, and so may anybody call a table of their own. */
  @Test
  void aTableCalledChangelogThatTheSchemaHasIsNeverIgnored() {
    String changelog = "CREATE TABLE changelog (id INTEGER PRIMARY KEY, what TEXT)";
    Migrations registry =
        Migrations.registry().up(changelog + ";").up("ALTER TABLE changelog ADD COLUMN who;");
    run(file, changelog, "INSERT INTO changelog VALUES (1, 'mine')");
    Path copy = folder.resolve("copy.db");
    run(file, "VACUUM INTO '" + copy + "'");

    // Alone in a file, it is no empty file to be created: that would fail on the table.
    assertEquals(Action.ADOPT, migrator(registry).migrate(file).action());
    assertEquals("1|mine|null", query(file, "SELECT * FROM changelog"));

    run(copy, "ALTER TABLE changelog ADD COLUMN other");
    UnrecognizedSchemaException refusal =
        assertThrows(UnrecognizedSchemaException.class, () -> migrator(registry).migrate(copy));
    assertTrue(refusal.getMessage().contains("other"), refusal.getMessage());

    // Nor is it kept by a rebuild, which creates it again.
    Migrations rebuilding =
        Migrations.registry().up(changelog + ";").rebuild("CREATE TABLE b (x);");
    Migrator.builder(rebuilding).allowRebuild().build().migrate(copy);
    assertEquals("id\nwhat", query(copy, "SELECT name FROM pragma_table_info('changelog')"));
    assertEquals("0", query(copy, "SELECT count(*) FROM changelog"));
  }

  @Test
  void theTablesOfLitestreamAreNoDriftUnlessTheSchemaHasThem() {
    String[] litestream = {
      "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
      "CREATE TABLE _litestream_lock (id INTEGER)"
    };
    migrator(Migrations.notes().upTo(1)).migrate(file);
    run(file, litestream);
    run(file, "INSERT INTO _litestream_seq VALUES (1, 7)");
    assertEquals(Action.UPGRADE, migrator(Migrations.notes()).migrate(file).action());
    assertTrue(migrator(Migrations.notes()).verify(file).findings().isEmpty());

    Migrations rebuilding = Migrations.notes().rebuild("CREATE TABLE again (a);");
    Migrator.builder(rebuilding).allowRebuild().build().migrate(file);
    assertEquals("7", query(file, "SELECT seq FROM _litestream_seq"));
  }

  @Test
  void ignoresWhatTheCallerNames() {
    run(
        file,
        NOTES,
        "CREATE TABLE Audit_log (x)",
        "CREATE INDEX by_x ON audit_log (x)",
        "CREATE TRIGGER audit_notes AFTER INSERT ON notes BEGIN INSERT INTO audit_log VALUES (1); END");
    Migrator plain = migrator(Migrations.notes());
    assertEquals(Action.REFUSE, plain.plan(file).action());

    Migrator ignoring = Migrator.builder(Migrations.notes()).ignoring("audit?*").build();
    assertEquals(Action.ADOPT, ignoring.migrate(file).action());
    assertTrue(ignoring.verify(file).findings().isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> Migrator.builder(Migrations.notes()).ignoring("*"));
  }

  @Test
  void aRebuildLeavesThemAlone() {
    Migrations registry =
        Migrations.registry().up(NOTES).rebuild("CREATE TABLE schema_migrations (v INTEGER);");
    run(file, NOTES, "INSERT INTO notes VALUES (1, 'a')");
    run(file, BOOKS);
    run(
        file,
        "CREATE VIRTUAL TABLE mine USING fts5(a)",
        "INSERT INTO mine VALUES ('kept')",
        "CREATE VIRTUAL TABLE search USING fts5(a)");
    MigrationReport report =
        Migrator.builder(registry).ignoring("mine").allowRebuild().build().migrate(file);
    assertEquals(Action.REBUILD, report.action());
    assertEquals("0", query(file, "SELECT count(*) FROM notes"));
    assertEquals("1", query(file, "SELECT count(*) FROM flyway_schema_history"));
    assertEquals("kept", query(file, "SELECT a FROM mine WHERE mine MATCH 'kept'"));
    assertEquals("2", query(file, "SELECT seq FROM sqlite_sequence"));
    assertEquals(
        "flyway_schema_history_s_idx",
        query(file, "SELECT name FROM sqlite_schema WHERE name LIKE 'flyway%idx'"));
    assertEquals("0", query(file, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'search%'"));
    assertEquals("v", query(file, "SELECT name FROM pragma_table_info('schema_migrations')"));
  }

  @Test
  void aNumberAboveOursIsAdoptedIfTheCallerSaysSo() {
    run(file, NOTES, BOOKS[5], "PRAGMA user_version = 99");
    Map<String, String> before = bytes(folder);

    NewerSchemaException refusal =
        assertThrows(NewerSchemaException.class, () -> migrator(Migrations.notes()).migrate(file));
    assertTrue(refusal.getMessage().contains("version 1"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("adoptAs(1)"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("newer build"), refusal.getMessage());
    assertTrue(refusal.remedies().contains(Remedy.ADOPT_AS));
    assertEquals(List.of(1), refusal.candidates());
    assertThrows(
        UnrecognizedSchemaException.class,
        () -> Migrator.builder(Migrations.notes()).adoptAs(2).build().migrate(file));
    assertEquals(before, bytes(folder));

    Migrator migrator = Migrator.builder(Migrations.notes()).adoptAs(1).build();
    assertEquals(Action.ADOPT, migrator.plan(file).action());
    MigrationReport report = migrator.migrate(file);
    assertEquals(99, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertEquals(
        "1|adopted\n2|applied\n3|applied", query(file, "SELECT version, kind FROM rungs_history"));
    assertTrue(report.backup().isPresent());
  }

  @Test
  void aNumberAboveOursOfAnotherSchemaIsRefusedWithTheDifferences() {
    run(file, "CREATE TABLE other (x)", "PRAGMA user_version = 99");
    NewerSchemaException refusal =
        assertThrows(NewerSchemaException.class, () -> migrator(Migrations.notes()).migrate(file));
    assertTrue(refusal.getMessage().contains("table other is not expected"), refusal.getMessage());
  }

  @Test
  void theFormerToolKnowsTheVersion() {
    Migrations registry =
        Migrations.registry()
            .up(NOTES + ";")
            .up("UPDATE notes SET body = trim(body);")
            .up("CREATE TABLE b (x);");
    run(file, NOTES);
    run(file, BOOKS);
    run(file, "INSERT INTO flyway_schema_history VALUES (2, '2', 1)");
    assertEquals(Action.REFUSE, migrator(registry).plan(file).action());

    Migrator reading =
        Migrator.builder(registry)
            .adoptAs(
                c ->
                    Integer.parseInt(
                        query(c, "SELECT max(installed_rank) FROM flyway_schema_history")))
            .build();
    reading.migrate(file);
    assertEquals(
        "1|adopted\n2|adopted\n3|applied", query(file, "SELECT version, kind FROM rungs_history"));
    assertEquals(Action.NOTHING, reading.migrate(file).action());
  }

  @Test
  void zeroLeavesItToTheSchema() {
    run(file, NOTES);
    assertEquals(
        Action.ADOPT,
        Migrator.builder(Migrations.notes()).adoptAs(c -> 0).build().migrate(file).action());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE notes SET body = ''",
        "commit",
        "close",
        "throw",
        "negative",
        "SELECT * FROM missing"
      })
  void aReaderThatFailsOrWritesChangesNothing(String does) {
    run(file, NOTES, "INSERT INTO notes VALUES (1, 'a')");
    Map<String, String> before = new TreeMap<>(bytes(folder));
    Migrator migrator =
        Migrator.builder(Migrations.notes())
            .adoptAs(
                connection -> {
                  switch (does) {
                    case "commit" -> connection.commit();
                    case "close" -> connection.close();
                    case "throw" -> throw new IllegalStateException("no");
                    case "negative" -> {
                      return -1;
                    }
                    default -> {
                      try (var statement = connection.createStatement()) {
                        statement.execute(does);
                      }
                    }
                  }
                  return 1;
                })
            .build();
    MigrationException refusal =
        assertThrows(MigrationException.class, () -> migrator.migrate(file));
    assertTrue(refusal.getMessage().contains("adoptAs"), refusal.getMessage());
    assertEquals(before, bytes(folder));
  }

  @Test
  void aBorrowedConnectionMayWriteAgain() throws SQLException {
    run(file, NOTES);
    try (var connection = TestFile.connect(file)) {
      Migrator.builder(Migrations.notes()).adoptAs(c -> 1).build().migrate(connection);
      TestFile.run(connection, "INSERT INTO notes (body) VALUES ('a')");
    }
    assertEquals(Set.of(), Set.copyOf(migrator(Migrations.notes()).verify(file).findings()));
  }
}
