package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Whatever moment of an upgrade Litestream restores, the file is at a whole version. */
class LitestreamTest {
  private static final int VERSIONS = 20;

  @TempDir Path folder;

  @Test
  void everyMomentIsAWholeVersion() throws Exception {
    Path litestream = Npm.program("@flydotio/litestream-linux-x64/litestream");
    Path file = folder.resolve("app.db");
    Migrations registry = registry();
    List<Instant> moments = new ArrayList<>();
    // Litestream needs a file in WAL mode, and a program that has it open.
    try (Connection program = open(file)) {
      try (Statement statement = program.createStatement();
          ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        assertEquals("wal", mode.getString(1));
      }
      migrator(registry, 1).migrate(file);
      Path config = config(file);
      Process replicating =
          Npm.start(
              folder,
              "litestream.log",
              List.of(litestream.toString(), "replicate", "-config", config.toString()));
      try {
        Npm.waitUntil("a first snapshot", () -> restore(litestream, config, null, "first"));
        for (int version = 2; version <= VERSIONS; version++) {
          migrator(registry, version).migrate(file);
          for (int i = 0; i < 3; i++) {
            moments.add(Instant.now());
            Thread.sleep(40);
          }
        }
      } finally {
        Npm.kill(replicating);
      }
      TreeSet<Integer> seen = new TreeSet<>();
      for (int i = 0; i < moments.size(); i++) {
        if (restore(litestream, config, moments.get(i), "restored" + i)) {
          seen.add(versionOf(folder.resolve("restored" + i), registry));
        }
      }
      assertTrue(seen.size() > 5, "versions restored: " + seen);
    }
  }

  /** Each version has its own table, a column of the first one, and a row that counts. */
  private static Migrations registry() {
    Migrations registry =
        new Migrations()
            .add(
                "first", "CREATE TABLE t (v INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);", null);
    for (int version = 2; version <= VERSIONS; version++) {
      registry.add(
          "next_" + version,
          "CREATE TABLE t%1$d (a TEXT); ALTER TABLE t ADD COLUMN c%1$d TEXT; INSERT INTO t (v) VALUES (%1$d);"
                  .formatted(version)
              + " INSERT INTO t%1$d WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT 'row ' || i FROM n;"
                  .formatted(version),
          null);
    }
    return registry;
  }

  private static Migrator migrator(Migrations registry, int version) {
    return Migrator.builder(registry.upTo(version)).build();
  }

  private static Connection open(Path file) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    return source.getConnection();
  }

  private Path config(Path file) throws IOException {
    return Files.writeString(
        folder.resolve("litestream.yml"),
        """
        dbs:
          - path: %s
            monitor-interval: 10ms
            replicas:
              - type: file
                path: %s
                sync-interval: 10ms
        """
            .formatted(file, folder.resolve("replica")));
  }

  /** Restores the last moment where none is given. A moment after the last write is refused. */
  private boolean restore(Path litestream, Path config, Instant moment, String name)
      throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(litestream.toString(), "restore", "-config", config.toString()));
    if (moment != null) {
      command.addAll(List.of("-timestamp", moment.toString()));
    }
    command.addAll(
        List.of("-o", folder.resolve(name).toString(), folder.resolve("app.db").toString()));
    Process process = Npm.start(folder, "restore.log", command);
    return process.waitFor() == 0;
  }

  /** Fails unless all that makes a version is there, and nothing of the next one. */
  private static int versionOf(Path file, Migrations registry) throws SQLException {
    Migrator migrator = Migrator.builder(registry).build();
    MigrationStatus status = migrator.status(file);
    int version = status.storedVersion();
    Verification found = migrator.verify(file);
    assertTrue(found.sound(), () -> "version " + version + ": " + found.findings());
    assertTrue(found.schemaCompared());
    assertEquals(version, migrator.history(file).size());
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*), max(v) FROM t")) {
      assertEquals(version, rows.getInt(1));
      assertEquals(version, rows.getInt(2));
    }
    return version;
  }
}
