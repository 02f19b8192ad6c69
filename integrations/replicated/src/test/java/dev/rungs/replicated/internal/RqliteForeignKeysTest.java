package dev.rungs.replicated.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** rqlite started with foreign keys on. */
class RqliteForeignKeysTest extends ServerContract {
  private static RqliteCluster cluster;

  @BeforeAll
  static void start() {
    cluster = new RqliteCluster(1, "-fk");
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
}
