package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others that read or write the file at the same time; and a disk with no room. */
class ContentionTest {
  private static final int ROUNDS = Integer.getInteger("rungs.contention.rounds", 5);

  private static final int THREADS = 4;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void oneMigratesAndTheOthersFindItDone(int from) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path file = directory.resolve("round-" + round + ".db");
        if (from > 0) {
          Migrator.builder(Migrations.notes().upTo(from)).build().migrate(file);
        }
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<MigrationReport>> jobs = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          jobs.add(
              () -> {
                Migrator migrator =
                    Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMinutes(1)).build();
                start.await();
                return migrator.migrate(file);
              });
        }
        int applied = 0;
        for (Future<MigrationReport> job : threads.invokeAll(jobs)) {
          MigrationReport report = job.get();
          assertEquals(3, report.toVersion());
          applied += report.applied().size();
          assertEquals(report.action() == Action.NOTHING, report.applied().isEmpty());
        }
        assertEquals(3 - from, applied, "each migration ran once");
        assertEquals("3", TestFile.query(file, "SELECT count(*) FROM rungs_history"));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aReaderThatStaysKeepsACommitFromHappening() throws SQLException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    List<String> failed = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void failed(MigrationDefinition migration, MigrationException failure) {
            failed.add(migration + " " + failure.getClass().getSimpleName());
          }
        };
    try (Connection reader = TestFile.connect(file())) {
      TestFile.run(reader, "BEGIN");
      TestFile.query(reader, "SELECT * FROM notes");
      Migrator migrator =
          Migrator.builder(Migrations.notes())
              .busyTimeout(Duration.ofMillis(100))
              .listener(listener)
              .build();

      assertThrows(DatabaseBusyException.class, () -> migrator.migrate(file()));

      assertEquals(List.of("3 step_3 DatabaseBusyException"), failed);
      TestFile.run(reader, "COMMIT");
    }
    assertEquals(2, TestFile.version(file()));
    assertEquals(3, Migrator.builder(Migrations.notes()).build().migrate(file()).toVersion());
  }

  @Test
  void aReaderInWalModeDoesNotMatter() throws SQLException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "PRAGMA journal_mode = wal");
    try (Connection reader = TestFile.connect(file())) {
      TestFile.run(reader, "BEGIN");
      TestFile.query(reader, "SELECT * FROM notes");
      assertEquals(3, Migrator.builder(Migrations.notes()).build().migrate(file()).toVersion());
      assertEquals("2", TestFile.query(reader, "PRAGMA user_version"));
      TestFile.run(reader, "COMMIT");
      assertEquals("3", TestFile.query(reader, "PRAGMA user_version"));
    }
  }

  /** SQLite undoes the one statement only, and would commit the rest. */
  @Test
  void noRoomInTheMiddleOfAScript() throws SQLException {
    Migrations registry =
        Migrations.notes()
            .up(
                "CREATE TABLE big (x);\nINSERT INTO big SELECT zeroblob(1000000);\nDROP TABLE big;");
    Migrator.builder(registry.upTo(3)).build().migrate(file());
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(connection, "PRAGMA max_page_count = 30");
      Migrator migrator = Migrator.builder(registry).build();

      var full = assertThrows(DiskFullException.class, () -> migrator.migrate(connection));

      assertEquals(3, full.storedVersion());
      assertTrue(full.getMessage().contains("Free some space"), full.getMessage());
      assertEquals("3", TestFile.query(connection, "PRAGMA user_version"));
      assertEquals(
          "0", TestFile.query(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'big'"));
      TestFile.run(connection, "BEGIN", "ROLLBACK");
    }
  }
}
