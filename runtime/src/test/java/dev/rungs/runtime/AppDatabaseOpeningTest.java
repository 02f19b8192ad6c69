package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppDatabaseOpeningTest {
  private static final Registry NOTES = Migrations.deferredNotes();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  private void sql(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Test
  void makesAFileAtTheCurrentVersion() throws Exception {
    try (AppDatabase db = AppDatabase.open(file, NOTES)) {
      assertEquals(3, db.schemaVersion());
      assertEquals(Action.CREATE, db.migration().orElseThrow().action());
      assertEquals(
          List.of("step_1", "step_2", "step_3"),
          db.appliedMigrations().stream().map(AppliedMigration::name).toList());
      assertEquals("wal", ask(db.connection(), "PRAGMA journal_mode"));
      assertTrue(db.isHealthy());
    }
    assertEquals(List.of("app.db"), FolderState.names(folder));
  }

  @Test
  void upgradesAnOldFileAndThenFindsNothingToDo() throws Exception {
    AppDatabase.open(file, NOTES.upTo(1)).close();
    List<String> told = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void finished(MigrationDefinition migration, Duration duration) {
            told.add(migration.name());
          }
        };
    try (AppDatabase db = AppDatabase.builder(NOTES).listener(listener).open(file)) {
      assertEquals(Action.UPGRADE, db.migration().orElseThrow().action());
      assertEquals(List.of("step_2", "step_3"), told);
    }
    try (AppDatabase db = AppDatabase.open(file, NOTES)) {
      assertEquals(Action.NOTHING, db.migration().orElseThrow().action());
    }
  }

  @Test
  void inMemoryIsAtTheCurrentVersionToo() {
    try (AppDatabase db = AppDatabase.open(Path.of(":memory:"), NOTES)) {
      assertEquals(3, db.schemaVersion());
      assertEquals(3, db.appliedMigrations().size());
    }
    assertFalse(Files.exists(Path.of(":memory:")));
  }

  @Test
  void leavesARefusedFileAsItWas() throws Exception {
    sql("CREATE TABLE notes (id); PRAGMA user_version = 9;");
    Map<String, String> before = FolderState.hashes(folder);
    assertThrows(NewerSchemaException.class, () -> AppDatabase.open(file, NOTES));
    assertEquals(before, FolderState.hashes(folder));
  }

  @Test
  void callsTheFileWhatTheCallerCalledIt() throws Exception {
    sql("CREATE TABLE notes (id); PRAGMA user_version = 9;");
    Path called = Path.of("").toAbsolutePath().relativize(file);
    var byPath =
        assertThrows(
            NewerSchemaException.class, () -> Migrator.builder(NOTES).build().migrate(called));
    for (AppDatabase.Builder builder :
        List.of(AppDatabase.builder(NOTES), AppDatabase.builder(NOTES).readOnly())) {
      var refused = assertThrows(NewerSchemaException.class, () -> builder.open(called));
      assertEquals(called, refused.file().orElseThrow());
      assertEquals(byPath.getMessage(), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesAFileThatIsNoDatabaseAsItWas(boolean readOnly) throws Exception {
    Files.writeString(file, "no database, but long enough to have a header of its own".repeat(9));
    Map<String, String> before = FolderState.hashes(folder);
    AppDatabase.Builder builder = AppDatabase.builder(NOTES);
    if (readOnly) {
      builder.readOnly();
    }
    assertThrows(NotADatabaseException.class, () -> builder.open(file));
    assertEquals(before, FolderState.hashes(folder));
  }

  @Test
  void passesSettingsToTheMigrator() {
    Instant then = Instant.parse("2026-03-02T09:14:07Z");
    try (AppDatabase db =
        AppDatabase.builder(NOTES)
            .migrator(m -> m.clock(Clock.fixed(then, ZoneOffset.UTC)))
            .open(file)) {
      assertEquals(then, db.appliedMigrations().get(0).appliedAt());
    }
  }

  @Test
  void remembersWhatWasWipedUntilItIsFilledAgain() {
    AppDatabase.open(file, NOTES).close();
    Registry rebuilt =
        Migrations.deferredNotes().rebuild("ALTER TABLE notes ADD COLUMN source TEXT;");
    assertThrows(RebuildRequiredException.class, () -> AppDatabase.open(file, rebuilt));
    AppDatabase.Builder builder =
        AppDatabase.builder(rebuilt).migrator(m -> m.allowRebuild().withoutBackups());
    try (AppDatabase db = builder.open(file)) {
      assertEquals(Action.REBUILD, db.migration().orElseThrow().action());
      assertTrue(db.needsRepopulation());
    }
    try (AppDatabase db = AppDatabase.open(file, rebuilt)) {
      assertTrue(db.needsRepopulation());
      assertTrue(db.migration().orElseThrow().needsRepopulation());
      db.markRepopulated();
      assertFalse(db.needsRepopulation());
    }
    try (AppDatabase db = AppDatabase.open(file, rebuilt)) {
      assertFalse(db.needsRepopulation());
    }
  }

  @Test
  void migratesByHand() {
    try (AppDatabase db = AppDatabase.builder(NOTES).withoutMigration().open(file)) {
      assertEquals(0, db.schemaVersion());
      assertTrue(db.migration().isEmpty());
      Migrator migrator = Migrator.builder(NOTES).build();
      assertEquals(3, migrator.plan(db.connection()).targetVersion());
      migrator.migrate(db.connection());
      assertEquals(3, db.schemaVersion());
      assertEquals(3, db.appliedMigrations().size());
    }
  }

  @Test
  void readOnlyReadsAndWritesNothing() throws Exception {
    AppDatabase.open(file, NOTES).close();
    Map<String, String> before = FolderState.hashes(folder);
    try (AppDatabase db = AppDatabase.builder(NOTES).readOnly().open(file)) {
      assertEquals(3, db.schemaVersion());
      assertEquals("0", ask(db.connection(), "SELECT count(*) FROM notes"));
      int notes =
          db.transaction((Connection c) -> Integer.parseInt(ask(c, "SELECT count(*) FROM notes")));
      assertEquals(0, notes);
      assertThrows(
          SQLException.class,
          () -> db.prepare("INSERT INTO notes (body) VALUES ('x')").executeUpdate());
      assertThrows(
          SQLException.class,
          () ->
              db.dataSource().getConnection().createStatement().executeUpdate("DELETE FROM notes"));
    }
    assertEquals(before.get("app.db"), FolderState.hashes(folder).get("app.db"));
  }

  @Test
  void readOnlyNeedsTheCurrentVersion() throws Exception {
    AppDatabase.open(file, NOTES.upTo(1)).close();
    Map<String, String> before = FolderState.hashes(folder);
    ReadOnlyDatabaseException refused =
        assertThrows(
            ReadOnlyDatabaseException.class,
            () -> AppDatabase.builder(NOTES).readOnly().open(file));
    assertEquals(1, refused.storedVersion());
    assertEquals(3, refused.currentVersion());
    assertEquals(before, FolderState.hashes(folder));
    try (AppDatabase db = AppDatabase.builder(NOTES).readOnly().withoutMigration().open(file)) {
      assertEquals(1, db.schemaVersion());
    }
    assertEquals(before, FolderState.hashes(folder));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readOnlyMakesNoFile(boolean withoutMigration) throws Exception {
    AppDatabase.Builder builder = AppDatabase.builder(NOTES).readOnly();
    if (withoutMigration) {
      builder.withoutMigration();
    }
    assertThrows(MigrationException.class, () -> builder.open(file));
    assertEquals(List.of(), FolderState.names(folder));
  }

  @Test
  void aMissingFolderIsNamed() {
    Path lost = folder.resolve("no/such/app.db");
    MigrationException refused =
        assertThrows(MigrationException.class, () -> AppDatabase.open(lost, NOTES));
    assertTrue(refused.getMessage().contains("no"), refused.getMessage());
    assertFalse(Files.exists(lost.getParent()));
  }

  @Test
  void manyOpenOneFreshFileAndOneMakesIt() throws Exception {
    int openers = Integer.getInteger("rungs.soak.openers", 6);
    ExecutorService threads = Executors.newFixedThreadPool(openers);
    try {
      for (int round = 0; round < Integer.getInteger("rungs.soak.rounds", 5); round++) {
        Path fresh = folder.resolve("fresh" + round + ".db");
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Action>> actions = new ArrayList<>();
        for (int i = 0; i < openers; i++) {
          Callable<Action> open =
              () -> {
                start.await();
                try (AppDatabase db = AppDatabase.open(fresh, NOTES)) {
                  assertEquals(3, db.schemaVersion());
                  assertEquals(3, db.appliedMigrations().size());
                  return db.migration().orElseThrow().action();
                }
              };
          actions.add(threads.submit(open));
        }
        start.countDown();
        int made = 0;
        for (Future<Action> action : actions) {
          made += action.get() == Action.CREATE ? 1 : 0;
        }
        assertEquals(1, made);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
