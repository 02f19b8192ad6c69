package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationReport;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A primary and a replica of libSQL. */
class LibsqlTest extends ServerContract {
  private static SqldPair pair;

  @BeforeAll
  static void start() {
    pair = new SqldPair();
  }

  @AfterAll
  static void stop() {
    if (pair != null) {
      pair.close();
    }
  }

  @Override
  Cluster cluster() {
    return pair;
  }

  @Test
  void thePrimaryIsKilledInTheMiddleOfAMigration() throws Exception {
    Migrations registry =
        Migrations.notes()
            .add("many", RqliteTest.MANY, null)
            .add("after", "CREATE TABLE after (a);", null);
    migrator(registry.upTo(3)).migrate();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<MigrationReport> report = thread.submit(() -> migrator(registry).migrate());
      Thread.sleep(500);
      pair.killPrimary();
      Thread.sleep(500);
      pair.restartPrimary();
      assertEquals(5, report.get().toVersion());
      assertEquals(
          List.of(4, 5), report.get().applied().stream().map(row -> row.version()).toList());
    } finally {
      thread.shutdownNow();
    }
    assertEquals(1_000_000L, value("SELECT count(*) FROM many"));
    assertTrue(migrator(registry).verify().sound());
  }
}
