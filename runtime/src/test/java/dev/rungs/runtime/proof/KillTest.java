package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed while they create, upgrade, rebuild and roll back. Whatever is left is
 * whole, at a version it may have, with all that version should hold, and the next open finishes
 * the work.
 *
 * <p>Half of the kills come at a random moment, half at an event: there the process waits to be
 * killed. {@code rungs.soak.kills} sets how many.
 */
class KillTest {
  /** So many rows that the work takes longer than the killing. */
  private static final int ROWS = 600;

  /** So many processes start while one is being killed. */
  private static final int AHEAD = 3;

  private final Deque<ChildProcess> ready = new ArrayDeque<>();

  private Path library;

  @TempDir Path folder;

  /** What happened to the work of one kind. */
  private static final class Tally {
    final Expectation expectation;
    long nanos;
    int events;
    int killed;
    int inside;
    int hot;

    Tally(Expectation expectation) {
      this.expectation = expectation;
    }
  }

  @AfterEach
  void closeSpares() {
    ready.forEach(ChildProcess::close);
  }

  @Test
  void aKilledProcessLeavesALegalFile() throws IOException, SQLException {
    int kills = Counts.of("rungs.soak.kills", 200);
    long seed = Counts.seed();
    library = ChildProcess.library(folder.resolve("lib"));
    List<Tally> tallies = new ArrayList<>();
    for (Job job : jobs()) {
      Tally tally =
          new Tally(Expectation.of(job, folder.resolve("expectation" + tallies.size()), ROWS));
      measure(tally, folder.resolve("measured" + tallies.size()));
      tallies.add(tally);
    }
    for (int kill = 0; kill < kills; kill++) {
      for (int next = kill + ready.size(); next < kill + AHEAD; next++) {
        ready.add(start(tallies.get(next % tallies.size())));
      }
      Tally tally = tallies.get(kill % tallies.size());
      try {
        kill(tally, Counts.random(seed, kill), folder.resolve("kill" + kill));
      } catch (Throwable t) {
        throw new AssertionError(
            "Kill " + kill + " with -Drungs.seed=" + seed + ": " + tally.expectation.job(), t);
      }
    }
    report(tallies, kills);
  }

  private static List<Job> jobs() {
    Map<Job.Work, List<Shape>> plan = new LinkedHashMap<>();
    plan.put(Job.Work.CREATE, List.of(Shape.SEARCH, Shape.NOTES));
    plan.put(Job.Work.UPGRADE, List.of(Shape.NOTES, Shape.SEARCH, Shape.FAMILY));
    plan.put(Job.Work.REBUILD, List.of(Shape.CACHE));
    plan.put(Job.Work.ROLLBACK, List.of(Shape.NOTES, Shape.FAMILY));
    List<Job> jobs = new ArrayList<>();
    plan.forEach(
        (work, shapes) -> {
          for (Shape shape : shapes) {
            int target = work == Job.Work.ROLLBACK ? 1 : shape.current();
            Path nowhere = Path.of("");
            jobs.add(new Job(work, shape, target, false, Transactions.EACH, true, nowhere));
            jobs.add(new Job(work, shape, target, true, Transactions.EACH, true, nowhere));
            if (work == Job.Work.UPGRADE && shape == Shape.NOTES) {
              jobs.add(new Job(work, shape, target, false, Transactions.ALL, true, nowhere));
              jobs.add(new Job(work, shape, target, true, Transactions.ALL, true, nowhere));
            }
          }
        });
    return jobs;
  }

  /** Lets the work run to its end once, to know how long it takes and what it tells on the way. */
  private void measure(Tally tally, Path place) throws IOException {
    try (ChildProcess child = start(tally)) {
      child.await("READY");
      child.send("run", "0", tally.expectation.setUp(place).encode());
      child.await("AT");
      long begun = System.nanoTime();
      do {
        tally.events++;
      } while (child.await("AT", "DONE")[0].equals("AT"));
      tally.nanos = System.nanoTime() - begun;
    }
  }

  private void kill(Tally tally, Random random, Path place) throws IOException, SQLException {
    ChildProcess child = ready.remove();
    child.await("READY");
    Job job = tally.expectation.setUp(place);
    boolean atEvent = random.nextBoolean();
    child.send("run", atEvent ? "" + (1 + random.nextInt(tally.events)) : "0", job.encode());
    if (atEvent) {
      child.await("HOLD");
    } else {
      child.await("AT");
      LockSupport.parkNanos((long) (tally.nanos * random.nextDouble()));
    }
    boolean inside =
        child.kill().stream().noneMatch(line -> line.startsWith("DONE") || line.startsWith("FAIL"));
    tally.killed++;
    tally.inside += inside ? 1 : 0;
    tally.hot += isHot(job.file()) ? 1 : 0;
    int version = tally.expectation.check(job);
    tally.expectation.finish(job, version);
  }

  private ChildProcess start(Tally tally) {
    return ChildProcess.start(library, tally.expectation.job().shape());
  }

  /** Whether a transaction was open and had reached the disk. */
  private static boolean isHot(Path file) throws IOException {
    for (String end : List.of("-journal", "-wal")) {
      Path companion = file.resolveSibling(file.getFileName() + end);
      if (Files.exists(companion) && Files.size(companion) > 0) {
        return true;
      }
    }
    return false;
  }

  private static void report(List<Tally> tallies, int kills) {
    int inside = 0;
    int hot = 0;
    for (Tally tally : tallies) {
      inside += tally.inside;
      hot += tally.hot;
      System.out.printf(
          "%s: %d ms, %d events; killed %d, in mid-work %d, journal or log left %d%n",
          tally.expectation.job(),
          tally.nanos / 1_000_000,
          tally.events,
          tally.killed,
          tally.inside,
          tally.hot);
    }
    System.out.printf("kills %d, in mid-work %d, journal or log left %d%n", kills, inside, hot);
    int hits = inside;
    assertTrue(hits * 2 >= kills, () -> "only " + hits + " of " + kills + " kills hit the work");
  }
}
