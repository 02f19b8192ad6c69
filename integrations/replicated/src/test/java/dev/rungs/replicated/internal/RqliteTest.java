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

/** Three voters of rqlite. */
class RqliteTest extends ServerContract {
  static final String MANY =
      "CREATE TABLE many (a INTEGER, b TEXT);"
          + " INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
          + " WHERE i < 1000000) SELECT i, 'row ' || i FROM n;";

  private static RqliteCluster cluster;

  @BeforeAll
  static void start() {
    cluster = new RqliteCluster(3);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  Cluster cluster() {
    return cluster;
  }

  @Test
  void theLeaderIsKilledInTheMiddleOfAMigration() throws Exception {
    Migrations registry =
        Migrations.notes().add("many", MANY, null).add("after", "CREATE TABLE after (a);", null);
    migrator(registry.upTo(3)).migrate();
    int leader = cluster.leader();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<MigrationReport> report = thread.submit(() -> migrator(registry).migrate());
      Thread.sleep(700);
      cluster.kill(leader);
      assertEquals(5, report.get().toVersion());
      assertEquals(
          List.of(4, 5), report.get().applied().stream().map(row -> row.version()).toList());
    } finally {
      thread.shutdownNow();
      cluster.restart(leader);
    }
    assertEquals(1_000_000L, value("SELECT count(*) FROM many"));
    assertTrue(migrator(registry).verify().sound());
    assertNodesAgree();
  }
}
