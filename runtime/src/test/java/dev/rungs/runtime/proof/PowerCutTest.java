package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power is cut during and right after each kind of work. What is left is whole and at a version
 * it may have; and what was reported as done is there.
 *
 * <p>A third of the cuts come as soon as the work is reported, a third at an event, a third at a
 * random moment. {@code rungs.soak.cuts} sets how many there are on each file system.
 */
class PowerCutTest {
  /** So many rows that the work takes longer than the cutting. */
  private static final int ROWS = 300;

  private Path library;

  @TempDir Path folder;

  /** What happened to the work of one kind. */
  private static final class Tally {
    final Expectation expectation;
    long nanos;
    int events;
    long backups;
    int acknowledged;
    int inside;
    int undone;

    Tally(Expectation expectation) {
      this.expectation = expectation;
    }
  }

  /** When the power is cut. */
  private enum Moment {
    ACKNOWLEDGED,
    EVENT,
    RANDOM
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void whatWasReportedSurvives(String type) throws IOException, SQLException {
    Optional<String> missing = CrashableDisk.missing(type, folder);
    assumeTrue(missing.isEmpty(), missing::get);
    int cuts = Counts.of("rungs.soak.cuts", 112);
    long seed = Counts.seed();
    library = ChildProcess.library(folder.resolve("lib"));
    try (CrashableDisk disk = CrashableDisk.create(type, folder)) {
      List<Tally> tallies = new ArrayList<>();
      for (Job job : jobs()) {
        Tally tally =
            new Tally(Expectation.of(job, folder.resolve("expectation" + tallies.size()), ROWS));
        measure(tally, disk.root().resolve("measured"));
        tallies.add(tally);
      }
      for (int cut = 0; cut < cuts; cut++) {
        Tally tally = tallies.get(cut % tallies.size());
        Moment moment = Moment.values()[cut / tallies.size() % Moment.values().length];
        try {
          cut(tally, moment, Counts.random(seed, cut), disk);
        } catch (Throwable t) {
          throw new AssertionError(
              "Cut %d (%s) on %s with -Drungs.seed=%d: %s"
                  .formatted(cut, moment, type, seed, tally.expectation.job()),
              t);
        }
      }
      report(type, tallies);
    }
  }

  private static List<Job> jobs() {
    Path nowhere = Path.of("");
    return Stream.of(false, true)
        .flatMap(
            wal ->
                Stream.of(
                    new Job(Job.Work.CREATE, Shape.NOTES, 6, wal, Transactions.EACH, true, nowhere),
                    new Job(
                        Job.Work.UPGRADE, Shape.NOTES, 6, wal, Transactions.EACH, true, nowhere),
                    new Job(
                        Job.Work.UPGRADE, Shape.SEARCH, 5, wal, Transactions.ALL, true, nowhere),
                    new Job(
                        Job.Work.REBUILD, Shape.CACHE, 4, wal, Transactions.EACH, true, nowhere),
                    new Job(
                        Job.Work.ROLLBACK, Shape.NOTES, 1, wal, Transactions.EACH, true, nowhere),
                    new Job(Job.Work.ADOPT, Shape.NOTES, 6, wal, Transactions.EACH, true, nowhere),
                    new Job(Job.Work.BACKUP, Shape.NOTES, 2, wal, Transactions.EACH, true, nowhere),
                    new Job(Job.Work.MARK, Shape.CACHE, 4, wal, Transactions.EACH, true, nowhere)))
        .toList();
  }

  /** Lets the work run to its end once, to know how long it takes and what it tells on the way. */
  private void measure(Tally tally, Path place) throws IOException {
    try (ChildProcess child = start(tally)) {
      child.await("READY");
      Job job = setUp(tally, place);
      child.send("run", "0", job.encode());
      child.await("GO");
      long begun = System.nanoTime();
      while (child.await("AT", "DONE")[0].equals("AT")) {
        tally.events++;
      }
      tally.nanos = System.nanoTime() - begun;
      tally.backups = backups(job);
    }
    Folders.delete(place);
  }

  private void cut(Tally tally, Moment moment, Random random, CrashableDisk disk)
      throws IOException, SQLException {
    Job job;
    boolean acknowledged;
    try (ChildProcess child = start(tally)) {
      child.await("READY");
      job = setUp(tally, disk.root().resolve("app"));
      disk.sync();
      if (moment == Moment.ACKNOWLEDGED) {
        child.send("keep", job.encode());
        child.await("ACKNOWLEDGED");
      } else if (moment == Moment.EVENT && tally.events > 0) {
        child.send("run", "" + (1 + random.nextInt(tally.events)), job.encode());
        child.await("HOLD");
      } else {
        child.send("run", "0", job.encode());
        child.await("GO");
        LockSupport.parkNanos((long) (tally.nanos * random.nextDouble()));
      }
      disk.cutPower();
      acknowledged =
          child.kill().stream().anyMatch(line -> line.startsWith("DONE"))
              || moment == Moment.ACKNOWLEDGED;
    }
    disk.restorePower();
    tally.acknowledged += acknowledged ? 1 : 0;
    tally.inside += acknowledged ? 0 : 1;
    int version = tally.expectation.check(job);
    tally.undone += version == tally.expectation.from() && version != job.target() ? 1 : 0;
    if (acknowledged) {
      assertEquals(job.target(), version, "what was reported as done was undone");
      assertEquals(tally.backups, backups(job), "a backup that was reported is gone");
      checkBackup(job);
      boolean content =
          job.work() != Job.Work.MARK
              || !Migrator.builder(job.shape().ladder()).build().needsRepopulation(job.file());
      assertTrue(content, "a mark that was reported as removed is back");
    }
    tally.expectation.finish(job, version);
    Folders.delete(job.file().getParent());
  }

  private static void checkBackup(Job job) throws SQLException {
    if (job.work() != Job.Work.BACKUP) {
      return;
    }
    try (Connection original = PlainSqlite.file(job.file());
        Connection backup = PlainSqlite.file(job.backup())) {
      assertEquals("ok", DatabaseContent.value(backup, "PRAGMA integrity_check"));
      assertEquals("", DatabaseContent.of(backup).differenceFrom(DatabaseContent.of(original)));
    }
  }

  private static Job setUp(Tally tally, Path place) throws IOException {
    Job job = tally.expectation.setUp(place);
    Files.createDirectories(job.backup().getParent());
    return job;
  }

  private static long backups(Job job) throws IOException {
    try (Stream<Path> files = Files.list(job.file().getParent())) {
      return files.filter(file -> file.toString().endsWith(".bak")).count();
    }
  }

  private ChildProcess start(Tally tally) {
    return ChildProcess.start(library, tally.expectation.job().shape());
  }

  private static void report(String type, List<Tally> tallies) {
    int acknowledged = 0;
    int inside = 0;
    for (Tally tally : tallies) {
      acknowledged += tally.acknowledged;
      inside += tally.inside;
      System.out.printf(
          "%s, %s: %d ms, %d events; cut after the report %d, in mid-work %d, of it undone %d%n",
          type,
          tally.expectation.job(),
          tally.nanos / 1_000_000,
          tally.events,
          tally.acknowledged,
          tally.inside,
          tally.undone);
    }
    System.out.printf("%s: cut after the report %d, in mid-work %d%n", type, acknowledged, inside);
    assertTrue(acknowledged > 0);
  }
}
