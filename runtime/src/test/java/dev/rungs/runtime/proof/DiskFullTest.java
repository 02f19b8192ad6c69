package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rungs.runtime.DiskFullException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The disk is full after one more page, then after two, and so on until the work succeeds. Each
 * time the exception says so, and the file is at a version it may have, whole.
 */
class DiskFullTest {
  private static final int PAGE = 4096;
  private static final int ROWS = 60;

  @TempDir Path folder;

  static Stream<Job> jobs() {
    return Job.ofEachKind(false);
  }

  /** A rebuild and a rollback find room in the pages that they free. */
  static Stream<Job> growing() {
    return jobs().filter(job -> job.work() == Job.Work.CREATE || job.work() == Job.Work.UPGRADE);
  }

  /** SQLite's own limit undoes the statement only and leaves the transaction open. */
  @ParameterizedTest
  @MethodSource("growing")
  void pageLimit(Job job) throws IOException, SQLException {
    Expectation expectation = Expectation.of(job, folder.resolve("expectation"), ROWS);
    boolean done = false;
    int faults = 0;
    for (int limit = 1; !done; limit++) {
      Job limited = expectation.setUp(folder.resolve("limit" + limit));
      try (Connection connection = PlainSqlite.file(limited.file())) {
        if (job.wal()) {
          PlainSqlite.run(connection, "PRAGMA journal_mode = WAL");
        }
        int reached =
            Integer.parseInt(DatabaseContent.value(connection, "PRAGMA max_page_count = " + limit));
        if (reached > limit) {
          // SQLite allows no less than there is.
          limit = reached;
        }
        limited.run(connection, new MigrationListener() {});
        done = true;
      } catch (DiskFullException expected) {
        faults++;
      }
      int version = expectation.check(limited);
      assertTrue(!done || version == job.target());
      expectation.finish(limited, version);
    }
    System.out.printf("%s: refused %d times by the page limit%n", job, faults);
    assertTrue(faults > 0);
  }

  /** A disk that is really full ends the transaction by itself. */
  @ParameterizedTest
  @MethodSource("jobs")
  void smallFileSystem(Job job) throws IOException, SQLException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()));
    try {
      Expectation expectation = Expectation.of(job, folder.resolve("expectation"), ROWS);
      boolean done = false;
      int faults = 0;
      for (int pages = 0; !done; pages++) {
        Job limited = expectation.setUp(disk.resolve("app"));
        leaveRoom(disk, pages);
        try {
          limited.run(new MigrationListener() {});
          done = true;
        } catch (DiskFullException expected) {
          faults++;
        } catch (MigrationException other) {
          // The log's index is mapped memory: where it cannot grow, SQLite says "I/O error".
          assertTrue(job.wal() && other.getMessage().contains("IOERR"), other.getMessage());
          faults++;
        }
        Files.delete(disk.resolve("filler"));
        int version = expectation.check(limited);
        assertTrue(!done || version == job.target());
        expectation.finish(limited, version);
        deleteAll(disk.resolve("app"));
      }
      System.out.printf("%s: refused %d times by the file system%n", job, faults);
      assertTrue(faults > 0);
    } finally {
      assertTrue(isDone("umount", disk.toString()));
    }
  }

  @Test
  void aCopyThatHasNoRoomIsTakenAwayAgain() throws IOException, SQLException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()));
    try {
      Job job =
          new Job(Job.Work.ROLLBACK, Shape.NOTES, 1, false, Transactions.EACH, true, Path.of(""));
      Expectation expectation = Expectation.of(job, folder.resolve("expectation"), ROWS);
      Job limited = expectation.setUp(disk.resolve("app"));
      int size = (int) (Files.size(limited.file()) / PAGE);
      for (int pages = 0; pages < size + 2; pages++) {
        leaveRoom(disk, pages);
        try {
          limited.run(new MigrationListener() {});
          break;
        } catch (DiskFullException expected) {
          Files.delete(disk.resolve("filler"));
          assertEquals(expectation.from(), expectation.check(limited));
          try (Stream<Path> left = Files.list(disk.resolve("app"))) {
            assertEquals(1, left.count());
          }
        }
      }
    } finally {
      assertTrue(isDone("umount", disk.toString()));
    }
  }

  /** Fills a file system up to so many pages. */
  private static void leaveRoom(Path disk, int pages) throws IOException {
    Path filler = disk.resolve("filler");
    try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
      long room = Files.getFileStore(disk).getUsableSpace() / PAGE - pages;
      byte[] page = new byte[PAGE];
      for (long i = 0; i < room; i++) {
        file.write(page);
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static boolean isDone(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
