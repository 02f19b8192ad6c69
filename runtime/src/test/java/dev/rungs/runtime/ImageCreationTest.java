package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file made from the finished schema is the one that the migrations build. */
class ImageCreationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private static Migrations library() {
    return Migrations.notes()
        .up(
            "CREATE TABLE words (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT COLLATE NOCASE"
                + " UNIQUE, length INTEGER GENERATED ALWAYS AS (length(word)) STORED) STRICT;\n"
                + "INSERT INTO words (word) VALUES ('one'), ('two'), ('three');\n"
                + "DELETE FROM words WHERE id = 3;")
        .up(
            "CREATE TABLE loose (a, b);\n"
                + "INSERT INTO loose (rowid, a, b) VALUES (7, x'00ff', NULL), (90, 1.5, 'ü');")
        .up(
            "CREATE VIRTUAL TABLE texts USING fts5(body);\n"
                + "INSERT INTO texts (body) VALUES ('a rung of the ladder');\n"
                + "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);\n"
                + "INSERT INTO boxes VALUES (1, 0.5, 2.5);")
        .up(
            "CREATE VIEW long_words AS SELECT word FROM words WHERE length > 3;\n"
                + "CREATE TRIGGER noted AFTER INSERT ON notes BEGIN\n"
                + "  INSERT INTO loose (a) VALUES (CASE WHEN new.slug IS NULL THEN 1 ELSE 2 END);\n"
                + "END;")
        .up("CREATE TABLE keyed (k TEXT, v, PRIMARY KEY (k)) WITHOUT ROWID;")
        .up("DROP TABLE keyed;\nINSERT INTO loose (a) VALUES (1);");
  }

  @Test
  void equalsWhatTheMigrationsBuild() throws SQLException {
    Path chained = directory.resolve("chain.db");
    Migrations registry = library().imaged();

    Migrator.builder(library()).clock(CLOCK).build().migrate(chained);
    List<Integer> run = new ArrayList<>();
    MigrationReport report =
        Migrator.builder(registry).clock(CLOCK).listener(noting(run)).build().migrate(file());

    assertEquals(Action.CREATE, report.action());
    assertEquals(0, report.fromVersion());
    assertEquals(9, report.toVersion());
    assertEquals(9, report.applied().size());
    assertEquals(List.of(), run);
    assertEquals(1, registry.opened());
    assertEquals(9, TestFile.version(file()));
    assertEquals("ok", TestFile.query(file(), "PRAGMA integrity_check"));
    assertSame(chained, file());
  }

  @Test
  void runsOnlyWhatIsNotInTheImage() throws SQLException {
    Migrations migrations =
        library()
            .step(connection -> TestFile.run(connection, "INSERT INTO notes (body) VALUES ('s')"))
            .up("CREATE INDEX by_body ON notes (body);");
    Path chained = directory.resolve("chain.db");
    Migrator.builder(migrations).clock(CLOCK).build().migrate(chained);

    List<Integer> run = new ArrayList<>();
    MigrationReport report =
        Migrator.builder(migrations.imaged(9))
            .clock(CLOCK)
            .listener(noting(run))
            .build()
            .migrate(file());

    assertEquals(List.of(10, 11), run);
    assertEquals(11, report.applied().size());
    assertEquals("s", TestFile.query(file(), "SELECT body FROM notes"));
    assertSame(chained, file());
  }

  @Test
  void leavesTheFolderCleanAndTheFileAsSqliteWouldMakeIt() throws Exception {
    Path chained = directory.resolve("chain.db");
    Migrator.builder(Migrations.notes()).build().migrate(chained);

    Migrator.builder(Migrations.notes().imaged()).build().migrate(file());

    assertEquals(List.of("app.db", "chain.db"), FolderState.names(directory));
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      assertEquals(Files.getPosixFilePermissions(chained), Files.getPosixFilePermissions(file()));
    }
    assertEquals("delete", TestFile.query(file(), "PRAGMA journal_mode"));
    assertEquals(
        TestFile.query(chained, "PRAGMA page_size"), TestFile.query(file(), "PRAGMA page_size"));
  }

  @Test
  void asksForNoImageWhereThereIsAFile() throws Exception {
    Migrations registry = Migrations.notes().imaged();
    Files.createFile(file());

    Migrator.builder(registry).build().migrate(file());
    Migrator.builder(registry).build().migrate(file());

    assertEquals(0, registry.opened());
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void aFailingStepMakesNothing() throws Exception {
    Migrations migrations =
        Migrations.notes()
            .step(
                connection -> {
                  throw new SQLException("no luck");
                });
    Migrator migrator = Migrator.builder(migrations.imaged(3)).build();

    MigrationFailedException failure =
        assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertEquals(4, failure.version());
    assertTrue(failure.getMessage().contains(file() + " is at version 0"), failure::getMessage);
    assertEquals(List.of(), FolderState.names(directory));
  }

  @Test
  void anImageThatIsNotTheRegistrysIsNotUsed() throws SQLException {
    Migrations other = Migrations.of("other.Schema").up("CREATE TABLE alien (a);");
    byte[] wrong = {1, 2, 3};

    Migrator.builder(Migrations.notes().imaged(1, other)).build().migrate(file());

    assertEquals(3, TestFile.version(file()));
    assertEquals("", TestFile.query(file(), "SELECT name FROM sqlite_schema WHERE name = 'alien'"));
    assertEquals(Optional.empty(), SchemaImage.read(1, "00", new ByteArrayInputStream(wrong)));
    assertEquals(
        Optional.empty(),
        SchemaImage.read(1, Migrations.sha256(wrong), InputStream.nullInputStream()));
    assertEquals(Optional.empty(), SchemaImage.read(1, "00", null));
  }

  @Test
  void whatIsPackedIsUnpackedByteForByte() throws IOException {
    Random random = new Random(7);
    for (int length : new int[] {0, 1, 7, 8, 9, 4096, 200_000}) {
      for (double density : new double[] {0, 0.01, 0.2, 1}) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
          bytes[i] = random.nextDouble() < density ? (byte) random.nextInt() : 0;
        }
        byte[] packed = SchemaImage.pack(bytes);
        SchemaImage image =
            SchemaImage.read(1, Migrations.sha256(packed), new ByteArrayInputStream(packed))
                .orElseThrow();

        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        image.writeTo(unpacked);

        assertArrayEquals(bytes, unpacked.toByteArray(), length + " bytes, " + density);
      }
    }
  }

  @Test
  void anImageCutShortIsNotUsed() throws IOException {
    byte[] whole = Migrations.notes().imaged().packed();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    MigrationReport report =
        Migrator.builder(Migrations.notes().imaged(3, half)).build().migrate(file());

    assertEquals(3, report.applied().size());
    assertEquals(List.of("app.db"), FolderState.names(directory));
  }

  @Test
  void reportsWhatHistorySays() {
    Migrator migrator = Migrator.builder(library().imaged()).clock(CLOCK).build();

    MigrationReport report = migrator.migrate(file());

    assertEquals(migrator.history(file()), report.applied());
  }

  @Test
  void bytesThatAreNoDatabaseAreNotUsed() {
    Registry registry = Migrations.notes().imaged(3, new byte[] {1, 2, 3});

    Migrator.builder(registry).build().migrate(file());

    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void whatAnEarlierFileLeftIsNotPlayedBackIntoTheNewOne() throws Exception {
    Path earlier = directory.resolve("earlier.db");
    try (Connection connection = TestFile.connect(earlier)) {
      TestFile.query(connection, "PRAGMA journal_mode=WAL");
      TestFile.run(connection, "CREATE TABLE old (a)", "PRAGMA user_version=77");
      Files.copy(directory.resolve("earlier.db-wal"), directory.resolve("app.db-wal"));
    }

    Migrator.builder(Migrations.notes().imaged()).build().migrate(file());

    assertEquals(3, TestFile.version(file()));
    assertEquals("", TestFile.query(file(), "SELECT name FROM sqlite_schema WHERE name = 'old'"));
  }

  @Test
  void aNameWithNoRoomForADraftIsMadeByItsMigrations() throws SQLException {
    Path file = directory.resolve("n".repeat(240));

    Migrator.builder(Migrations.notes().imaged()).build().migrate(file);

    assertEquals(3, TestFile.version(file));
  }

  @Test
  void aDraftLeftByACrashIsDeletedLater() throws Exception {
    Path old = Files.createFile(directory.resolve("app.db.1234.rungs-new"));
    Path young = Files.createFile(directory.resolve("app.db.5678.rungs-new"));
    Path foreign = Files.createFile(directory.resolve("app.db.backup"));
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(old, before);
    Files.setLastModifiedTime(foreign, before);

    Migrator.builder(Migrations.notes().imaged()).build().migrate(file());

    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young), "somebody may be at work on it");
    assertTrue(Files.exists(foreign));
  }

  @Test
  void anInterruptedThreadMakesNothing() throws Exception {
    Migrator migrator = Migrator.builder(Migrations.notes().imaged()).build();

    Thread.currentThread().interrupt();
    try {
      assertThrows(MigrationCancelledException.class, () -> migrator.migrate(file()));
    } finally {
      assertTrue(Thread.interrupted());
    }

    assertEquals(List.of(), FolderState.names(directory));
  }

  /** When all is done but for the name, it is too late to cancel: the file gets its name. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptAfterTheLastMigrationIsTooLate(boolean imaged) throws Exception {
    Migrations notes = Migrations.notes();
    Migrator migrator =
        Migrator.builder(imaged ? notes.imaged(2) : notes)
            .listener(
                new MigrationListener() {
                  @Override
                  public void finished(MigrationDefinition migration, Duration duration) {
                    if (migration.version() == 3) {
                      Thread.currentThread().interrupt();
                    }
                  }
                })
            .build();

    MigrationReport report;
    try {
      report = migrator.migrate(file());
    } finally {
      assertTrue(Thread.interrupted());
    }

    assertEquals(Action.CREATE, report.action());
    assertEquals(3, TestFile.version(file()));
    assertEquals(List.of("app.db"), FolderState.names(directory));
  }

  @Test
  void aListenersExceptionMakesNothing() throws Exception {
    Migrator migrator =
        Migrator.builder(Migrations.notes().imaged())
            .listener(
                new MigrationListener() {
                  @Override
                  public void planned(MigrationPlan plan) {
                    throw new UnsupportedOperationException("not now");
                  }
                })
            .build();

    var failure = assertThrows(MigrationException.class, () -> migrator.migrate(file()));
    assertEquals(UnsupportedOperationException.class, failure.getCause().getClass());
    assertEquals(file(), failure.file().orElseThrow());

    assertEquals(List.of(), FolderState.names(directory));
  }

  private static MigrationListener noting(List<Integer> versions) {
    return new MigrationListener() {
      @Override
      public void started(MigrationDefinition migration) {
        versions.add(migration.version());
      }
    };
  }

  /** Schema, rows with their rowids, and history but for how long things took. */
  private static void assertSame(Path expected, Path actual) throws SQLException {
    assertEquals(dump(expected), dump(actual));
    try (Connection one = TestFile.connect(expected);
        Connection other = TestFile.connect(actual)) {
      assertEquals(
          SchemaSnapshot.read(one).fingerprint(), SchemaSnapshot.read(other).fingerprint());
    }
  }

  private static String dump(Path file) throws SQLException {
    try (Connection connection = TestFile.connect(file)) {
      StringBuilder dump =
          new StringBuilder(
              TestFile.query(
                  connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"));
      String tables =
          TestFile.query(
              connection,
              "SELECT name || '|' || wr FROM pragma_table_list WHERE schema = 'main'"
                  + " AND type IN ('table', 'shadow') AND name NOT LIKE '%schema' ORDER BY name");
      for (String table : tables.split("\n")) {
        String name = table.substring(0, table.indexOf('|'));
        String columns =
            name.equals("rungs_history")
                ? "version, name, kind, checksum, applied_at, schema, strategy, down"
                : table.endsWith("|0") ? "rowid, *" : "*";
        dump.append('\n').append(name).append(":\n");
        dump.append(TestFile.query(connection, "SELECT " + columns + " FROM " + name));
      }
      return dump.toString();
    }
  }
}
