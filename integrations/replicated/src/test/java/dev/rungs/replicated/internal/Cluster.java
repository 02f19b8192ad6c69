package dev.rungs.replicated.internal;

import dev.rungs.replicated.ReplicatedMigrator;
import java.util.List;

/** Real servers of one kind, started for the tests. */
interface Cluster extends AutoCloseable {
  /** A migrator's builder for the cluster. */
  ReplicatedMigrator.Builder migrator();

  /** A migrator's builder for the same content at another node. */
  ReplicatedMigrator.Builder migratorElsewhere();

  /** The server for raw requests. */
  Server server();

  /** Every node by itself, to compare what they hold. */
  List<List<String>> contentOfEachNode();

  /** Drops everything. */
  void clear();

  @Override
  void close();
}
