package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** When a step is over, nothing of it goes on, and nothing that it set stays. */
class StepEndTest {
  @TempDir Path directory;

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
  }

  private Path file() {
    return directory.resolve("app.db");
  }

  private static Migrator with(MigrationStep step) {
    return Migrator.builder(Migrations.notes().step(step)).build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThreadThatGoesOnWritesNothing(boolean fails) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread[] helper = new Thread[1];
    MigrationStep step =
        connection -> {
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO notes (body) VALUES ('late')");
          helper[0] =
              new Thread(
                  () -> {
                    for (int i = 0; i < 10; i++) {
                      try {
                        insert.executeUpdate();
                        first.countDown();
                        over.await();
                      } catch (SQLException | InterruptedException e) {
                        first.countDown();
                      }
                    }
                  });
          helper[0].start();
          try {
            first.await();
          } catch (InterruptedException e) {
            throw new SQLException(e);
          }
          if (fails) {
            throw new SQLException("no");
          }
        };
    try (Connection connection = TestFile.connect(file())) {
      if (fails) {
        assertThrows(MigrationFailedException.class, () -> with(step).migrate(connection));
      } else {
        assertEquals(4, with(step).migrate(connection).toVersion());
      }
      over.countDown();
      helper[0].join();
    }
    assertEquals(fails ? "0" : "1", TestFile.query(file(), "SELECT count(*) FROM notes"));
  }

  @Test
  void aConnectionThatWasKeptIsDead() {
    Connection[] kept = new Connection[1];
    with(connection -> kept[0] = connection).migrate(file());
    var dead = assertThrows(SQLException.class, () -> kept[0].createStatement());
    assertTrue(dead.getMessage().contains("step is over"), dead.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "locking_mode = EXCLUSIVE",
        "wal_autocheckpoint = 0",
        "max_page_count = 500",
        "read_uncommitted = ON",
        "mmap_size = 1048576",
        "journal_size_limit = 77",
        "cache_spill = OFF",
        "analysis_limit = 3",
        "fullfsync = ON",
        "checkpoint_fullfsync = ON",
        "full_column_names = ON",
        "short_column_names = OFF",
        "threads = 2",
        "soft_heap_limit = 99999999",
        "recursive_triggers = ON",
        "trusted_schema = ON",
        "secure_delete = ON",
        "cache_size = 10",
        "busy_timeout = 1",
        "query_only = ON"
      })
  void aSettingIsRestored(String setting) throws SQLException {
    String query = "PRAGMA " + setting.substring(0, setting.indexOf(' '));
    try (AppDatabase db = AppDatabase.builder(Migrations.notes()).withoutMigration().open(file())) {
      String before = TestFile.query(db.connection(), query);
      with(connection -> TestFile.run(connection, "PRAGMA " + setting)).migrate(db.connection());
      assertEquals(before, TestFile.query(db.connection(), query));
      assertEquals(4, db.schemaVersion());
    }
  }

  @Test
  void theCaseOfLikeIsRestored() throws SQLException {
    try (Connection connection = TestFile.connect(file())) {
      with(given -> TestFile.run(given, "PRAGMA case_sensitive_like = ON")).migrate(connection);
      assertEquals("1", TestFile.query(connection, "SELECT 'a' LIKE 'A'"));
    }
  }

  @Test
  void aSettingIsRestoredAfterAFailure() throws SQLException {
    try (Connection connection = TestFile.connect(file())) {
      Migrator migrator =
          with(
              given -> {
                TestFile.run(given, "PRAGMA analysis_limit = 3");
                throw new SQLException("no");
              });
      assertThrows(MigrationFailedException.class, () -> migrator.migrate(connection));
      assertEquals("0", TestFile.query(connection, "PRAGMA analysis_limit"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATTACH 'other.db' AS other",
        "DETACH other",
        "PRAGMA hard_heap_limit = 99999999",
        "PRAGMA journal_mode = OFF",
        "PRAGMA main.journal_mode(MEMORY)",
        "PRAGMA \"journal_mode\" = PERSIST",
        "PRAGMA schema_version = 77",
        "PRAGMA default_cache_size = 3",
        "PRAGMA page_size = 8192",
        "PRAGMA auto_vacuum = FULL",
        "PRAGMA encoding = 'UTF-16'",
        "PRAGMA temp_store_directory = '/'",
        "PRAGMA temp.cache_size = 7",
        "SELECT 1; /* x */ attach 'other.db' AS other",
        "backup to 'other.db'"
      })
  void whatCouldNotBeUndoneIsRefused(String statement) {
    var failure =
        assertThrows(
            MigrationFailedException.class,
            () -> with(connection -> TestFile.run(connection, statement)).migrate(file()));
    assertTrue(failure.getMessage().contains("A step may not run"), failure.getMessage());
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void pragmasThatReadMayRun() {
    Migrator migrator =
        with(
            connection -> {
              for (String pragma :
                  List.of(
                      "journal_mode",
                      "main.page_size",
                      "table_info(notes)",
                      "foreign_key_check(tags)")) {
                TestFile.query(connection, "PRAGMA " + pragma);
              }
            });
    assertEquals(4, migrator.migrate(file()).toVersion());
  }

  /** What is set by the driver's own calls, and not by SQL. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAStepSetsInTheDriverIsTakenBack(boolean fails) throws SQLException {
    int[] heard = new int[2];
    MigrationStep step =
        given -> {
          SQLiteConnection driver = (SQLiteConnection) given;
          driver.addUpdateListener((type, database, table, row) -> heard[0]++);
          driver.addCommitListener(
              new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                  heard[1]++;
                }

                @Override
                public void onRollback() {
                  heard[1]++;
                }
              });
          TestFile.run(given, "INSERT INTO notes (body) VALUES ('x')");
          driver.setBusyTimeout(7);
          driver.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, 10);
          if (fails) {
            throw new SQLException("no");
          }
        };
    try (Connection connection = TestFile.connect(file())) {
      SQLiteConnection driver = (SQLiteConnection) connection;
      int timeout = driver.getBusyTimeout();
      if (fails) {
        assertThrows(MigrationFailedException.class, () -> with(step).migrate(connection));
      } else {
        with(step).migrate(connection);
      }
      TestFile.run(connection, "INSERT INTO notes (body) VALUES ('afterwards')");
      assertEquals(1, heard[0]);
      assertEquals(0, heard[1]);
      assertEquals(timeout, driver.getBusyTimeout());
      assertEquals(String.valueOf(timeout), TestFile.query(connection, "PRAGMA busy_timeout"));
    }
  }

  @Test
  void aStepCannotPutAnotherDatabaseInPlaceOfTheFile() {
    Migrator migrator =
        with(
            connection -> {
              SQLiteConnection driver = (SQLiteConnection) connection;
              driver.deserialize("main", driver.serialize("main"));
            });
    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));
    assertTrue(failure.getMessage().contains("deserialize()"), failure.getMessage());
  }

  @Test
  void queryOnlyIsNotTakenForAFileThatCannotBeWritten() {
    var failure =
        assertThrows(
            MigrationFailedException.class,
            () ->
                with(connection ->
                        TestFile.run(connection, "PRAGMA query_only = ON", "DELETE FROM notes"))
                    .migrate(file()));
    assertTrue(failure.getMessage().contains("query_only"), failure.getMessage());
    assertFalse(failure.getMessage().contains("Allow"), failure.getMessage());
  }
}
