package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Transactions: their result, their rollback, nested ones, and their lock. */
class AppDatabaseTransactionsTest extends AppDatabaseFixture {
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
}
