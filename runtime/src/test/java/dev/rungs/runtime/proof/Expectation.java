package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A job, the file it begins with, and what that file may be afterwards, whatever happened.
 *
 * <p>What each version should hold is made by {@link PlainSqlite} from the same file.
 */
final class Expectation {
  private final Job job;
  private final Path start;
  private final int from;
  private final Set<Integer> legal = new TreeSet<>();
  private final Map<Integer, DatabaseContent> expected = new HashMap<>();
  private final Map<Integer, DatabaseContent> reopened = new HashMap<>();

  private Expectation(Job job, Path start, int from) {
    this.job = job;
    this.start = start;
    this.from = from;
  }

  /**
   * Prepares a job in a folder.
   *
   * @param rows how much a user has stored in the file before
   */
  static Expectation of(Job job, Path folder, int rows) throws IOException, SQLException {
    Files.createDirectories(folder);
    int current = job.shape().current();
    int from =
        switch (job.work()) {
          case CREATE -> 0;
          case UPGRADE -> 1;
          case REBUILD, ADOPT -> 2;
          case BACKUP, MARK -> job.target();
          case ROLLBACK -> current;
        };
    Path start = folder.resolve("start.db");
    if (from > 0) {
      makeStart(job, start, from, rows);
    }
    if (job.work() == Job.Work.ADOPT) {
      disown(start);
    }
    Expectation made = new Expectation(job.on(start), start, from);
    made.prepare(folder);
    return made;
  }

  Job job() {
    return job;
  }

  int from() {
    return from;
  }

  /** Puts the file to begin with into a folder and returns the job on it. */
  Job setUp(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("app.db");
    if (from > 0) {
      Files.copy(start, file);
    }
    return job.on(file);
  }

  /**
   * Checks a file that was left behind.
   *
   * @return its version
   */
  int check(Job left) throws IOException, SQLException {
    checkCompanions(left.file());
    if (!Files.exists(left.file())) {
      assertEquals(0, from, () -> left + ": the file is gone");
      return 0;
    }
    try (Connection connection = PlainSqlite.file(left.file())) {
      assertEquals(
          "ok", DatabaseContent.value(connection, "PRAGMA integrity_check"), left::toString);
      int version = Integer.parseInt(DatabaseContent.value(connection, "PRAGMA user_version"));
      assertTrue(
          legal.contains(version), () -> left + ": version " + version + " is not of " + legal);
      assertSame(expected.get(version), connection, left + " at " + version);
      checkHistory(connection, version, left);
      return version;
    }
  }

  /** Opens the file again, as the next start of the program does, and checks that it is done. */
  void finish(Job left, int version) throws IOException, SQLException {
    if (job.work() == Job.Work.BACKUP) {
      return;
    }
    if (job.work() == Job.Work.MARK) {
      assertEquals(false, left.run(new MigrationListener() {}).needsRepopulation());
      return;
    }
    boolean again = job.work() == Job.Work.ROLLBACK && version % 2 == 0;
    if (again || job.work() != Job.Work.ROLLBACK) {
      boolean repopulate = left.run(new MigrationListener() {}).needsRepopulation();
      assertEquals(job.work() == Job.Work.REBUILD, repopulate, left::toString);
      assertEquals(left.target(), check(left));
      return;
    }
    int current = job.shape().current();
    Migrator.builder(job.shape().ladder()).allowDestructive().build().migrate(left.file());
    try (Connection connection = PlainSqlite.file(left.file())) {
      assertSame(reopened(version), connection, left + " reopened at " + version);
      checkHistory(connection, current, left);
    }
  }

  private void prepare(Path folder) throws IOException, SQLException {
    int target = job.target();
    Ladder ladder = job.shape().ladder();
    legal.add(from);
    legal.add(target);
    if (from == 0 || job.work() == Job.Work.REBUILD) {
      try (Connection connection = PlainSqlite.memory()) {
        PlainSqlite.up(connection, ladder, 0, target);
        expected.put(target, DatabaseContent.of(connection));
      }
    }
    if (from == 0) {
      expected.put(0, DatabaseContent.EMPTY);
      return;
    }
    Path copy = Files.copy(start, folder.resolve("expected.db"));
    try (Connection connection = PlainSqlite.file(copy)) {
      expected.put(from, DatabaseContent.of(connection));
      if (job.work() == Job.Work.ADOPT) {
        legal.add(0);
        expected.put(0, expected.get(from));
      }
      if (job.work() == Job.Work.UPGRADE || job.work() == Job.Work.ADOPT) {
        for (int version = from + 1; version <= target; version++) {
          PlainSqlite.up(connection, ladder, version - 1, version);
          expected.put(version, DatabaseContent.of(connection));
        }
      } else if (job.work() == Job.Work.ROLLBACK) {
        for (int version = from - 1; version >= target; version--) {
          PlainSqlite.down(connection, ladder, version + 1, version);
          expected.put(version, DatabaseContent.of(connection));
        }
      }
    }
    Files.delete(copy);
    if (job.work() == Job.Work.ROLLBACK || isUpgrade() && job.transactions() == Transactions.EACH) {
      legal.addAll(expected.keySet());
    }
  }

  private boolean isUpgrade() {
    return job.work() == Job.Work.UPGRADE || job.work() == Job.Work.ADOPT;
  }

  private DatabaseContent reopened(int version) throws IOException, SQLException {
    DatabaseContent known = reopened.get(version);
    if (known != null) {
      return known;
    }
    Path copy = Files.copy(start, start.resolveSibling("reopened.db"));
    try (Connection connection = PlainSqlite.file(copy)) {
      PlainSqlite.down(connection, job.shape().ladder(), from, version);
      PlainSqlite.up(connection, job.shape().ladder(), version, from);
      reopened.put(version, DatabaseContent.of(connection));
    }
    Files.delete(copy);
    return reopened.get(version);
  }

  private static void assertSame(DatabaseContent expected, Connection connection, String what)
      throws SQLException {
    assertEquals("", DatabaseContent.of(connection).differenceFrom(expected), what);
  }

  private static void makeStart(Job job, Path start, int from, int rows) throws SQLException {
    Ladder ladder = job.shape().ladder();
    Migrator.builder(ladder.upTo(1)).build().migrate(start);
    try (Connection connection = PlainSqlite.file(start)) {
      if (job.wal()) {
        PlainSqlite.run(connection, "PRAGMA journal_mode = WAL");
      }
      job.shape().fill(connection, rows);
    }
    if (from > 1) {
      Migrator.builder(ladder.upTo(from))
          .allowDestructive()
          .allowRebuild()
          .withoutBackups()
          .build()
          .migrate(start);
    }
    assertTrue(!Files.exists(start.resolveSibling("start.db-wal")), "the log was not checkpointed");
  }

  /** Makes of a file one that another program could have created. */
  private static void disown(Path file) throws SQLException {
    try (Connection connection = PlainSqlite.file(file)) {
      PlainSqlite.run(connection, "DROP TABLE rungs_history; PRAGMA user_version = 0;");
    }
  }

  private static void checkHistory(Connection connection, int version, Job left)
      throws SQLException {
    if (version == 0) {
      return;
    }
    String[] history =
        DatabaseContent.rows(
                connection, "SELECT count(*), min(version), max(version) FROM rungs_history")
            .get(0);
    assertEquals(
        List.of("" + version, "1", "" + version), List.of(history), () -> left + ": history");
  }

  /** What else is in the folder is SQLite's, or a copy that is whole. */
  private void checkCompanions(Path file) throws IOException, SQLException {
    String name = file.getFileName().toString();
    try (Stream<Path> list = Files.list(file.getParent())) {
      for (Path other : list.sorted().toList()) {
        String found = other.getFileName().toString();
        if (Files.isDirectory(other)) {
          continue;
        }
        if (found.contains(".rungs-new")) {
          assertTrue(found.startsWith(name + "."), () -> "left behind: " + found);
        } else if (found.contains(".bak.part")) {
          assertTrue(found.startsWith(name + ".v"), () -> "left behind: " + found);
        } else if (found.endsWith(".bak")) {
          try (Connection copy = PlainSqlite.file(other)) {
            assertEquals(
                "ok", DatabaseContent.value(copy, "PRAGMA integrity_check"), other::toString);
            int version = Integer.parseInt(DatabaseContent.value(copy, "PRAGMA user_version"));
            assertTrue(found.startsWith(name + ".v" + version + "-"), () -> found + ": " + version);
            assertSame(expected.get(version), copy, other.toString());
          }
        } else {
          assertTrue(
              Set.of(name, name + "-wal", name + "-shm", name + "-journal").contains(found),
              () -> "left behind: " + found);
        }
      }
    }
  }
}
