package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppDatabaseTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  /** A file with the tables of the schema, whatever the migrator does. */
  private AppDatabase tables() throws SQLException {
    AppDatabase db = AppDatabase.builder(NotesRegistry.INSTANCE).withoutMigration().open(file);
    try (Statement statement = db.connection().createStatement()) {
      for (int version = 1; version <= 3; version++) {
        statement.executeUpdate(NotesRegistry.INSTANCE.migration(version).up().orElseThrow());
      }
      statement.executeUpdate("PRAGMA user_version = 3");
    }
    return db;
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static void insert(AppDatabase db, String body) throws SQLException {
    PreparedStatement insert = db.prepare("INSERT INTO notes (body) VALUES (?)");
    insert.setString(1, body);
    assertEquals(1, insert.executeUpdate());
  }

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
        AppDatabase.builder(NotesRegistry.INSTANCE)
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
    AppDatabase.Builder builder = AppDatabase.builder(NotesRegistry.INSTANCE);
    assertThrows(IllegalArgumentException.class, () -> builder.pragma(name, value));
  }

  @Test
  void preparesTheSameTextOnce() throws SQLException {
    try (AppDatabase db = tables()) {
      PreparedStatement first = db.prepare("SELECT ?");
      first.setString(1, "kept");
      PreparedStatement second = db.prepare("SELECT ?");
      assertSame(first, second);
      try (ResultSet row = second.executeQuery()) {
        assertEquals(null, row.getString(1), "parameters of an earlier use are cleared");
      }
      assertNotSame(first, db.prepare("SELECT ? "));
    }
  }

  @Test
  void preparingAgainKeepsABatch() throws SQLException {
    try (AppDatabase db = tables()) {
      for (String body : List.of("a", "b", "c")) {
        PreparedStatement insert = db.prepare("INSERT INTO notes (body) VALUES (?)");
        insert.setString(1, body);
        insert.addBatch();
      }
      db.prepare("INSERT INTO notes (body) VALUES (?)").executeBatch();
      assertEquals("abc", ask(db.connection(), "SELECT group_concat(body, '') FROM notes"));
    }
  }

  @Test
  void closesTheStatementUsedLongestAgo() throws SQLException {
    AppDatabase.Builder builder =
        AppDatabase.builder(NotesRegistry.INSTANCE).withoutMigration().statementCache(2);
    try (AppDatabase db = builder.open(file)) {
      PreparedStatement one = db.prepare("SELECT 1");
      PreparedStatement two = db.prepare("SELECT 2");
      assertSame(one, db.prepare("SELECT 1"));
      db.prepare("SELECT 3");
      assertTrue(two.isClosed());
      assertThrows(SQLException.class, two::executeQuery);
      assertSame(one, db.prepare("SELECT 1"));
      assertNotSame(two, db.prepare("SELECT 2"));
    }
  }

  @Test
  void preparesAnewWhatTheCallerClosed() throws SQLException {
    try (AppDatabase db = tables()) {
      PreparedStatement first;
      try (PreparedStatement closed = db.prepare("SELECT 1")) {
        first = closed;
      }
      PreparedStatement second = db.prepare("SELECT 1");
      assertNotSame(first, second);
      try (ResultSet row = second.executeQuery()) {
        assertEquals(1, row.getInt(1));
      }
    }
  }

  @Test
  void preparesOneStatementOnly() throws SQLException {
    try (AppDatabase db = tables()) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> db.prepare("DELETE FROM tags; DELETE FROM notes;"));
      assertTrue(refused.getMessage().contains("has several"));
      db.prepare("SELECT ';' AS semicolon; -- done");
    }
  }

  @Test
  void keepsNothingOfAStatementThatDoesNotCompile() throws SQLException {
    try (AppDatabase db = tables()) {
      assertThrows(SQLException.class, () -> db.prepare("SELECT * FROM missing"));
      try (Statement statement = db.connection().createStatement()) {
        statement.executeUpdate("CREATE TABLE missing (a)");
      }
      assertFalse(db.prepare("SELECT * FROM missing").isClosed());
    }
  }

  @Test
  void commitsAndReturnsTheResult() throws SQLException {
    try (AppDatabase db = tables()) {
      long id =
          db.transaction(
              connection -> {
                insert(db, "kept");
                return Long.parseLong(ask(connection, "SELECT last_insert_rowid()"));
              });
      assertEquals(1, id);
      assertEquals("kept", ask(db.connection(), "SELECT body FROM notes"));
    }
  }

  @Test
  void rollsBackWhateverIsThrown() throws SQLException {
    List<Throwable> thrown =
        List.of(
            new SQLException("a"),
            new java.io.IOException("b"),
            new IllegalStateException("c"),
            new AssertionError("d"));
    try (AppDatabase db = tables()) {
      for (Throwable throwable : thrown) {
        Throwable seen =
            assertThrows(
                throwable.getClass(),
                () ->
                    db.useTransaction(
                        (Connection connection) -> {
                          insert(db, "gone");
                          if (throwable instanceof Error error) {
                            throw error;
                          }
                          throw (Exception) throwable;
                        }));
        assertSame(throwable, seen);
        assertEquals(0, seen.getSuppressed().length);
      }
      assertEquals("0", ask(db.connection(), "SELECT count(*) FROM notes"));
      db.useTransaction(
          connection -> {
            insert(db, "after");
          });
      assertEquals("1", ask(db.connection(), "SELECT count(*) FROM notes"));
    }
  }

  @Test
  void undoesOnlyTheNestedPartThatFailed() throws SQLException {
    try (AppDatabase db = tables()) {
      db.useTransaction(
          outer -> {
            insert(db, "outer");
            db.useTransaction(
                inner -> {
                  insert(db, "inner");
                });
            assertThrows(
                IllegalStateException.class,
                () ->
                    db.useTransaction(
                        (Connection inner) -> {
                          insert(db, "lost");
                          db.useTransaction(
                              deeper -> {
                                insert(db, "lost too");
                              });
                          throw new IllegalStateException();
                        }));
          });
      assertEquals(
          "outer,inner", ask(db.connection(), "SELECT group_concat(body, ',') FROM notes"));
    }
  }

  @Test
  void writesNothingAfterSqliteRolledTheWholeTransactionBack() throws SQLException {
    try (AppDatabase db = tables()) {
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  db.useTransaction(
                      outer -> {
                        insert(db, "before");
                        assertThrows(
                            SQLException.class,
                            () ->
                                db.useTransaction(
                                    inner -> {
                                      try (Statement statement = inner.createStatement()) {
                                        statement.executeUpdate(
                                            "INSERT OR ROLLBACK INTO notes (id, body)"
                                                + " VALUES (1, 'same id')");
                                      }
                                    }));
                        insert(db, "after");
                        db.useTransaction(
                            inner -> {
                              insert(db, "nested, after");
                            });
                      }));
      assertTrue(refused.getMessage().contains("rolled the whole transaction back"));
      assertEquals("0", ask(db.connection(), "SELECT count(*) FROM notes"));
      db.useTransaction(
          connection -> {
            insert(db, "fine");
          });
      assertEquals("fine", ask(db.connection(), "SELECT body FROM notes"));
    }
  }

  @Test
  void saysWhenTheWorkEndedTheTransaction() throws SQLException {
    try (AppDatabase db = tables()) {
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  db.useTransaction(
                      connection -> {
                        try (Statement statement = connection.createStatement()) {
                          statement.executeUpdate("COMMIT");
                        }
                      }));
      assertTrue(refused.getMessage().contains("over before its work returned"));
      int seven = db.transaction((Connection c) -> Integer.parseInt(ask(c, "SELECT 7")));
      assertEquals(7, seven);
    }
  }

  @Test
  void rollsBackWhenTheCommitIsRefused() throws SQLException {
    try (AppDatabase db = tables()) {
      assertThrows(
          SQLException.class,
          () ->
              db.useTransaction(
                  connection -> {
                    db.prepare("INSERT INTO tags VALUES (99, 'no such note')").executeUpdate();
                  }));
      assertEquals("0", ask(db.connection(), "SELECT count(*) FROM tags"));
      db.useTransaction(
          connection -> {
            insert(db, "next");
          });
    }
  }

  @Test
  void takesTheWriteLockAtTheStart() throws SQLException {
    try (AppDatabase db = tables();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate("PRAGMA busy_timeout=0");
      }
      db.useTransaction(
          connection -> {
            SQLException busy =
                assertThrows(
                    SQLException.class,
                    () -> other.createStatement().executeUpdate("BEGIN IMMEDIATE"));
            assertEquals(5, busy.getErrorCode());
          });
    }
  }

  @Test
  void keepsTransactionsOfSeveralThreadsApart() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (AppDatabase db = tables()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Object>> done = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        boolean fails = thread % 2 == 1;
        Callable<Object> work =
            () -> {
              start.await();
              for (int i = 0; i < 50; i++) {
                try {
                  db.useTransaction(
                      connection -> {
                        insert(db, "note");
                        if (fails) {
                          throw new IllegalStateException();
                        }
                      });
                } catch (IllegalStateException e) {
                  assertTrue(fails);
                }
              }
              return null;
            };
        done.add(threads.submit(work));
      }
      start.countDown();
      for (Future<Object> future : done) {
        future.get();
      }
      assertEquals("200", ask(db.connection(), "SELECT count(*) FROM notes"));
    } finally {
      threads.shutdownNow();
    }
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
  void doesNotCloseInsideATransaction() throws SQLException {
    try (AppDatabase db = tables()) {
      db.useTransaction(
          connection -> {
            insert(db, "kept");
            assertThrows(IllegalStateException.class, db::close);
          });
      assertEquals("1", ask(db.connection(), "SELECT count(*) FROM notes"));
    }
  }

  @Test
  void refusesATransactionWhenAutocommitIsOff() throws SQLException {
    try (AppDatabase db = tables()) {
      db.connection().setAutoCommit(false);
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  db.useTransaction(
                      connection -> {
                        insert(db, "never");
                      }));
      assertTrue(refused.getMessage().contains("autocommit"));
      db.connection().setAutoCommit(true);
      assertEquals("0", ask(db.connection(), "SELECT count(*) FROM notes"));
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
                    AppDatabase.builder(NotesRegistry.INSTANCE).withoutMigration().open(fresh)) {
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
        AppDatabase.builder(NotesRegistry.INSTANCE).withoutMigration().open(odd)) {
      assertTrue(db.isHealthy());
    }
    assertEquals(List.of(odd.getFileName().toString()), FolderState.names(folder));
  }

  @Test
  void inMemoryHasNoOtherConnections() throws SQLException {
    AppDatabase.Builder builder = AppDatabase.builder(NotesRegistry.INSTANCE).withoutMigration();
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
