package dev.rungs.examples.graphcache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a store, by the version it has. */
class StoreVersionTest {
  private static final int CURRENT = GraphSchema.CURRENT_VERSION;

  @TempDir Path folder;

  private StoreFile file;

  @BeforeEach
  void nameTheFile() {
    file = new StoreFile(folder.resolve("graph.db"));
  }

  @Test
  void aNewStoreIsStamped() throws SQLException {
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals(CURRENT, store.version());
      assertFalse(store.needsRepopulation(), "nothing was wiped");
    }
    assertEquals(CURRENT, file.version());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void aStoreFromBeforeVersioningIsRecognisedAndKeepsItsRows(int schemaOf) throws SQLException {
    file.leftBeforeVersioning(schemaOf);
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("1 files, 3 nodes, 1 edges", store.size());
      assertFalse(store.needsRepopulation());
    }
    assertEquals(CURRENT, file.version());
    assertEquals(1, file.number("SELECT callers FROM nodes WHERE name = 'a/0'"));
  }

  @Test
  void aStoreFromBeforeVersioningThatIsAtTheCurrentSchemaIsOnlyStamped() throws SQLException {
    file.leftBeforeVersioning(CURRENT);
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("1 files, 3 nodes, 1 edges", store.size());
    }
    assertEquals(CURRENT, file.version());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStoreFromBeforeVersioningThatWouldSkipARebuildIsWiped(int schemaOf)
      throws IOException, SQLException {
    file.leftBeforeVersioning(schemaOf);
    assertRefused(RebuildRequiredException.class);
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("0 files, 0 nodes, 0 edges", store.size());
      assertTrue(store.needsRepopulation());
    }
    assertEquals(CURRENT, file.version());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStoreBelowTheRebuildIsWipedByItsOwnerOnly(int version) throws IOException, SQLException {
    file.leftByBuild(version);
    assertRefused(RebuildRequiredException.class);
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("0 files, 0 nodes, 0 edges", store.size());
      assertTrue(store.needsRepopulation());
    }
  }

  @Test
  void aNewerStoreIsRebuiltByItsOwnerAndRefusedToOthers() throws IOException, SQLException {
    file.leftByBuild(CURRENT);
    file.execute("PRAGMA user_version = " + (CURRENT + 1));
    assertRefused(NewerSchemaException.class);
    // Permission to rebuild an old store is not permission to wipe what a newer build wrote.
    Migrator rebuilds = Migrator.builder(MigrationRegistry.INSTANCE).allowRebuild().build();
    assertThrows(NewerSchemaException.class, () -> rebuilds.migrate(file.path()));
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("0 files, 0 nodes, 0 edges", store.size());
      assertTrue(store.needsRepopulation());
    }
    assertEquals(CURRENT, file.version());
  }

  @Test
  void aStoreWrittenByThisBuildIsRefusedByAnEarlierOne() throws IOException, SQLException {
    file.leftByBuild(CURRENT);
    byte[] before = file.bytes();
    Migrator earlier = Migrator.builder(MigrationRegistry.INSTANCE.upTo(3)).allowRebuild().build();
    assertThrows(NewerSchemaException.class, () -> earlier.migrate(file.path()));
    assertArrayEquals(before, file.bytes());
  }

  @Test
  void aCurrentStoreIsLeftAsItIs() throws IOException, SQLException {
    GraphStore.own(file.path()).close();
    byte[] before = file.bytes();
    Migrator migrator = Migrator.builder(MigrationRegistry.INSTANCE).build();
    assertEquals(MigrationPlan.Action.NOTHING, migrator.plan(file.path()).action());
    MigrationReport report = migrator.migrate(file.path());
    assertEquals(MigrationPlan.Action.NOTHING, report.action());
    assertEquals(List.of(), report.applied());
    GraphStore.own(file.path()).close();
    assertArrayEquals(before, file.bytes());
  }

  @Test
  void anInPlaceUpgradeGoesThroughOpen() throws SQLException {
    file.leftByBuild(3);
    try (GraphStore store = GraphStore.own(file.path())) {
      assertEquals("1 files, 3 nodes, 1 edges", store.size());
      assertEquals(List.of("p.A.b/0  A.java:3"), store.callersOf("a"));
      assertFalse(store.needsRepopulation());
    }
    assertEquals(CURRENT, file.version());
    assertEquals(1, file.number("SELECT callers FROM nodes WHERE name = 'a/0'"));
    assertEquals(0, file.number("SELECT callers FROM nodes WHERE name = 'b/0'"));
    // In order: version 4's index is there, which version 5 reads by.
    assertEquals(
        2,
        file.number(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('nodes_by_name', 'edges_by_target')"));
  }

  @Test
  void aFailureInPlaceLeavesTheVersionUnstamped() throws Exception {
    fullStoreOfVersion(4);
    assertFails(Transactions.EACH, 4, pagesAt(4));
    GraphStore.own(file.path()).close();
    assertEquals(CURRENT, file.version(), "the next open finishes the work");
  }

  @ParameterizedTest
  @EnumSource(Transactions.class)
  void aFailureTakesBackWhatSharesItsTransaction(Transactions transactions) throws Exception {
    fullStoreOfVersion(3);
    int rows = file.number("SELECT count(*) FROM nodes");
    assertFails(transactions, transactions == Transactions.ALL ? 3 : 4, pagesAt(4));
    assertEquals(
        transactions == Transactions.ALL ? 0 : 1,
        file.number("SELECT count(*) FROM sqlite_schema WHERE name = 'nodes_by_name'"));
    assertEquals(rows, file.number("SELECT count(*) FROM nodes"));
  }

  @Test
  void aStoreInMemoryReportsNoWipe() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      MigrationReport report =
          Migrator.builder(MigrationRegistry.INSTANCE).allowRebuild().build().migrate(connection);
      assertEquals(MigrationPlan.Action.CREATE, report.action());
      assertFalse(report.needsRepopulation());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator.builder(MigrationRegistry.INSTANCE.upTo(2)).build().migrate(connection);
      MigrationReport report =
          Migrator.builder(MigrationRegistry.INSTANCE).allowRebuild().build().migrate(connection);
      assertEquals(MigrationPlan.Action.REBUILD, report.action());
      assertFalse(report.needsRepopulation(), "nothing outlives the process");
      assertEquals(CURRENT, StoreFile.number(connection, "PRAGMA user_version"));
    }
  }

  /** Makes a store of a version whose pages are full, so that one more byte a row needs more. */
  private void fullStoreOfVersion(int version) throws SQLException {
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(file.path());
    file.execute(
        "INSERT INTO files (id, path, digest) VALUES (1, 'A.java', 'stale')",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            + " INSERT INTO nodes (file_id, kind, owner, name, line)"
            + " SELECT 1, 'method', '', 'm', 1 FROM n");
    file.execute("VACUUM");
  }

  /** The pages that a copy of the file has once a version is reached. */
  private int pagesAt(int version) throws IOException, SQLException {
    StoreFile copy = new StoreFile(folder.resolve("copy.db"));
    Files.copy(file.path(), copy.path());
    Migrator.builder(MigrationRegistry.INSTANCE.upTo(version)).build().migrate(copy.path());
    return copy.number("PRAGMA page_count");
  }

  /** Upgrades where the file must not grow past some pages, which version 5 needs. */
  private void assertFails(Transactions transactions, int versionAfter, int pages)
      throws SQLException {
    Migrator migrator =
        Migrator.builder(MigrationRegistry.INSTANCE).transactions(transactions).build();
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA max_page_count = " + pages);
      MigrationException failure =
          assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(failure.getMessage().contains("full"), failure.getMessage());
    }
    assertEquals(versionAfter, file.version());
    assertEquals(
        0, file.number("SELECT count(*) FROM pragma_table_info('nodes') WHERE name = 'callers'"));
  }

  private void assertRefused(Class<? extends MigrationException> expected)
      throws IOException, SQLException {
    byte[] before = file.bytes();
    MigrationException refusal =
        assertThrows(
            expected, () -> AppDatabase.open(file.path(), MigrationRegistry.INSTANCE).close());
    assertEquals(file.path(), refusal.file().orElseThrow());
    assertThrows(expected, () -> GraphStore.open(file.path()).close());
    assertArrayEquals(before, file.bytes());
  }
}
