package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, status and history look at a file and leave no trace, whatever its journal mode. */
class ReadOnlyLookTest {
  @TempDir Path directory;

  private final Migrator migrator = Migrator.builder(Migrations.notes()).build();

  private Path file() {
    return directory.resolve("app.db");
  }

  private void create(String journalMode) {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(file(), "PRAGMA journal_mode = " + journalMode);
    TestFile.run(file(), "INSERT INTO notes (body) VALUES ('x')");
  }

  private void look(Action action) {
    assertEquals(action, migrator.plan(file()).action());
    assertEquals(1, migrator.status(file()).storedVersion());
    assertEquals(1, migrator.history(file()).size());
    migrator.needsRepopulation(file());
  }

  @Test
  void atAnAbsentFile() {
    assertEquals(Action.CREATE, migrator.plan(file()).action());
    assertEquals(0, migrator.status(file()).storedVersion());
    assertTrue(migrator.history(file()).isEmpty());
    assertTrue(TestFile.bytes(directory).isEmpty());
  }

  @Test
  void atAnEmptyFile() throws IOException {
    Files.createFile(file());
    assertEquals(Action.CREATE, migrator.plan(file()).action());
    assertEquals(0, Files.size(file()));
    assertEquals(List.of("app.db"), List.copyOf(TestFile.bytes(directory).keySet()));
  }

  @Test
  void atAFileWithARollbackJournal() {
    for (String mode : List.of("delete", "truncate", "persist")) {
      create(mode);
      var before = TestFile.bytes(directory);
      look(Action.UPGRADE);
      assertEquals(before, TestFile.bytes(directory), mode);
      TestFile.run(file(), "PRAGMA journal_mode = delete");
    }
  }

  @Test
  void atAFileInWalMode() {
    create("wal");
    var before = TestFile.bytes(directory);
    assertEquals(List.of("app.db"), List.copyOf(before.keySet()));
    look(Action.UPGRADE);
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void atAFileInWalModeThatIsInUse() throws SQLException {
    create("wal");
    try (Connection user = TestFile.connect(file())) {
      TestFile.run(user, "INSERT INTO notes (body) VALUES ('in the log')");
      var names = TestFile.bytes(directory).keySet();
      String log = TestFile.bytes(directory).get("app.db-wal");
      look(Action.UPGRADE);
      assertEquals(names, TestFile.bytes(directory).keySet());
      assertEquals(log, TestFile.bytes(directory).get("app.db-wal"));
    }
  }

  @Test
  void atALogThatACrashLeft() throws Exception {
    create("wal");
    Path crashed = Files.createDirectory(directory.resolve("crashed"));
    try (Connection user = TestFile.connect(file())) {
      TestFile.run(user, "CREATE TABLE tags (x)", "PRAGMA user_version = 1");
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.copy(
            directory.resolve("app.db" + suffix),
            crashed.resolve("app.db" + suffix),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var before = TestFile.bytes(crashed);

    MigrationPlan plan = migrator.plan(crashed.resolve("app.db"));

    // The table that is only in the log is seen, and the log is still there.
    assertTrue(plan.refusal().orElseThrow() instanceof SchemaDriftException);
    var after = TestFile.bytes(crashed);
    assertEquals(before.get("app.db"), after.get("app.db"));
    assertEquals(before.get("app.db-wal"), after.get("app.db-wal"));
    assertEquals(before.keySet(), after.keySet());
  }

  @Test
  void atAnUnfinishedTransactionOfADeadProcess() throws Exception {
    create("delete");
    Path crashed = Files.createDirectory(directory.resolve("crashed"));
    try (Connection dying = TestFile.connect(file())) {
      TestFile.run(
          dying,
          "PRAGMA cache_size = 1",
          "PRAGMA cache_spill = 1",
          "BEGIN",
          "CREATE TABLE half (x)",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
              + " INSERT INTO half SELECT 'row ' || i FROM n",
          "PRAGMA user_version = 9");
      for (String suffix : List.of("", "-journal")) {
        Files.copy(directory.resolve("app.db" + suffix), crashed.resolve("app.db" + suffix));
      }
      TestFile.run(dying, "ROLLBACK");
    }

    MigrationPlan plan = migrator.plan(crashed.resolve("app.db"));

    // Nobody can read such a file before SQLite has undone the transaction.
    assertEquals(Action.UPGRADE, plan.action());
    assertEquals(1, plan.storedVersion());
    assertEquals(3, migrator.migrate(crashed.resolve("app.db")).toVersion());
  }

  @Test
  void atAPathWithAwkwardCharacters() throws IOException {
    for (String name : List.of("a b.db", "a?b=c.db", "a#b%20c.db", "ä☃.db", "a?mode=memory.db")) {
      Path file = directory.resolve(name);
      assertEquals(Action.CREATE, migrator.plan(file).action());
      assertEquals(Action.CREATE, migrator.migrate(file).action());
      assertTrue(Files.size(file) > 0, name);
      assertEquals(Action.NOTHING, migrator.plan(file).action());
      Files.delete(file);
    }
    assertTrue(TestFile.bytes(directory).isEmpty(), TestFile.bytes(directory).keySet().toString());
  }
}
