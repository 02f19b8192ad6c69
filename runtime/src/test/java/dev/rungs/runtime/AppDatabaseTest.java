package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, connections, health, and closing. */
class AppDatabaseTest extends AppDatabaseFixture {
  @ParameterizedTest
  @CsvSource({
    "journal_mode, wal",
    "foreign_keys, 1",
    "busy_timeout, 5000",
    "synchronous, 1",
    "wal_autocheckpoint, 1000",
    "temp_store, 2",
    "cache_size, -64000",
    "trusted_schema, 0"
  })
  void setsEachPragma(String name, String value) throws SQLException {
    try (AppDatabase db = tables();
        Connection pooled = db.dataSource().getConnection();
        Connection reader = db.readers().getConnection()) {
      assertEquals(value, ask(db.connection(), "PRAGMA " + name));
      assertEquals(value, ask(pooled, "PRAGMA " + name));
      assertEquals(value, ask(reader, "PRAGMA " + name));
    }
  }

  @Test
  void takesOtherPragmas() throws SQLException {
    AppDatabase.Builder builder =
        AppDatabase.builder(Migrations.deferredNotes())
            .withoutMigration()
            .pragma("journal_mode", "DELETE")
            .pragma("Recursive_Triggers", "ON")
            .pragma("cache_size", "-1000");
    try (AppDatabase db = builder.open(file)) {
      assertEquals("delete", ask(db.connection(), "PRAGMA journal_mode"));
      assertEquals("1", ask(db.connection(), "PRAGMA recursive_triggers"));
      assertEquals("-1000", ask(db.connection(), "PRAGMA cache_size"));
    }
  }

  @ParameterizedTest
  @CsvSource({"user_version, 9", "cache_size, '1; DROP TABLE notes'", "'a b', 1", "page_size, 512"})
  void refusesPragmasThatAreNoSettings(String name, String value) {
    AppDatabase.Builder builder = AppDatabase.builder(Migrations.deferredNotes());
    assertThrows(IllegalArgumentException.class, () -> builder.pragma(name, value));
  }

  @Test
  void readersSeeTheLastCommitWhileAWriterWrites() throws SQLException {
    try (AppDatabase db = tables();
        Connection reader = db.readers().getConnection()) {
      db.useTransaction(
          connection -> {
            insert(db, "not yet");
            assertEquals("0", ask(reader, "SELECT count(*) FROM notes"));
          });
      assertEquals("1", ask(reader, "SELECT count(*) FROM notes"));
      assertThrows(
          SQLException.class,
          () -> reader.createStatement().executeUpdate("INSERT INTO notes (body) VALUES ('x')"));
    }
  }

  @Test
  void isHealthyWhileItCanBeUsed() throws Exception {
    AppDatabase db = tables();
    assertTrue(db.isHealthy());
    db.close();
    assertFalse(db.isHealthy());
  }

  @Test
  void isNotHealthyWhenItsFileWasReplaced() throws Exception {
    try (AppDatabase db = tables()) {
      assertTrue(db.isHealthy());
      Files.move(file, folder.resolve("moved.db"));
      assertFalse(db.isHealthy());
      Files.createFile(file);
      assertFalse(db.isHealthy());
    }
  }

  @Test
  void closesTwiceAndLeavesOneFile() throws Exception {
    AppDatabase db = tables();
    insert(db, "kept");
    PreparedStatement statement = db.prepare("SELECT 1");
    db.close();
    db.close();
    assertTrue(statement.isClosed());
    assertTrue(db.connection().isClosed());
    assertEquals(List.of("app.db"), FolderState.names(folder));
    assertThrows(SQLException.class, () -> db.prepare("SELECT 1"));
    assertThrows(
        SQLException.class,
        () ->
            db.useTransaction(
                connection -> {
                  insert(db, "late");
                }));
    assertThrows(MigrationException.class, db::schemaVersion);
  }

  @Test
  void closeLetsSqliteOptimize() throws Exception {
    try (AppDatabase db = tables()) {
      db.useTransaction(
          connection -> {
            for (int i = 0; i < 2000; i++) {
              insert(db, "note " + i % 7);
            }
            db.prepare("CREATE INDEX bodies ON notes (body)").executeUpdate();
          });
      assertEquals("2000", ask(db.connection(), "SELECT count(*) FROM notes WHERE body > ''"));
    }
    try (Connection after = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertEquals("bodies", ask(after, "SELECT idx FROM sqlite_stat1 WHERE idx = 'bodies'"));
    }
  }

  @Test
  void manyOpenAFreshFileAtOnce() throws Exception {
    int openers = Integer.getInteger("rungs.soak.openers", 6);
    ExecutorService threads = Executors.newFixedThreadPool(openers);
    try {
      for (int round = 0; round < 5; round++) {
        Path fresh = folder.resolve("fresh" + round + ".db");
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> modes = new ArrayList<>();
        for (int i = 0; i < openers; i++) {
          Callable<String> open =
              () -> {
                start.await();
                try (AppDatabase db =
                    AppDatabase.builder(Migrations.deferredNotes())
                        .withoutMigration()
                        .open(fresh)) {
                  return ask(db.connection(), "PRAGMA journal_mode");
                }
              };
          modes.add(threads.submit(open));
        }
        start.countDown();
        for (Future<String> mode : modes) {
          assertEquals("wal", mode.get());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?mode=memory&b c%20#.db", "mode=memory", " blanks ", ":resource:x"})
  void anOddNameIsThatFile(String name) throws Exception {
    Path odd = folder.resolve(name);
    try (AppDatabase db =
        AppDatabase.builder(Migrations.deferredNotes()).withoutMigration().open(odd)) {
      assertTrue(db.isHealthy());
    }
    assertEquals(List.of(odd.getFileName().toString()), FolderState.names(folder));
  }

  @Test
  void inMemoryHasNoOtherConnections() throws SQLException {
    AppDatabase.Builder builder =
        AppDatabase.builder(Migrations.deferredNotes()).withoutMigration();
    try (AppDatabase db = builder.open(Path.of(":memory:"))) {
      assertTrue(db.isHealthy());
      assertThrows(IllegalStateException.class, db::dataSource);
      assertThrows(IllegalStateException.class, db::readers);
    }
    try (AppDatabase db = builder.openInMemory()) {
      assertEquals(0, db.schemaVersion());
    }
  }
}
