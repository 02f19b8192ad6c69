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
 * killed. {@code rungs.soak.kills} sets how many migrations are killed, {@code rungs.soak.together}
 * how many at once: to start a process takes longer than to kill it, so a long run has one do
 * several files at the same time.
 */
class KillTest {
  /** So many rows that the work takes longer than the killing. */
  private static final int ROWS = 600;

  /** So many processes start while one is being killed. */
  private static final int AHEAD = 3;

  private final Deque<ChildProcess> ready = new ArrayDeque<>();

  private final int together = Counts.of("rungs.soak.together", 1);

  private Path library;

  @TempDir Path folder;

  /** What happened to the work of one kind. */
  private static final class Tally {
    final Expectation expectation;
    long nanos;
    int events;
    int processes;
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
    int first = Counts.first();
    int end = first + Counts.of("rungs.soak.kills", 200);
    long seed = Counts.seed();
    System.out.printf("kills %d to %d, seed %d, %d at once%n", first, end - 1, seed, together);
    library = ChildProcess.library(folder.resolve("lib"));
    List<Tally> tallies = new ArrayList<>();
    for (Job job : jobs()) {
      Tally tally =
          new Tally(Expectation.of(job, folder.resolve("expectation" + tallies.size()), ROWS));
      measure(tally, folder.resolve("measured" + tallies.size()));
      tallies.add(tally);
    }
    for (int kill = first; kill < end; kill += together) {
      Counts.tell("kills", kill - first);
      int round = kill / together;
      for (int next = round + ready.size(); next < round + AHEAD; next++) {
        ready.add(start(tallies.get(next % tallies.size())));
      }
      Tally tally = tallies.get(round % tallies.size());
      try {
        kill(tally, seed, kill, Math.min(together, end - kill));
      } catch (Throwable t) {
        throw new AssertionError(
            "Kill "
                + kill
                + ": -Drungs.seed="
                + seed
                + " -Drungs.soak.together="
                + together
                + " -Drungs.soak.first="
                + kill
                + ": "
                + tally.expectation.job(),
            t);
      }
    }
    report(tallies);
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

  /**
   * Lets the work run to its end once, to know how long it takes, of several at once half of them,
   * and what it tells on the way.
   */
  private void measure(Tally tally, Path place) throws IOException {
    try (ChildProcess child = start(tally)) {
      child.await("READY");
      List<String> words = new ArrayList<>(List.of("run"));
      for (int i = 0; i < together; i++) {
        words.add("0");
        words.add(tally.expectation.setUp(place.resolve("" + i)).encode());
      }
      child.send(words.toArray(String[]::new));
      child.await("AT");
      long begun = System.nanoTime();
      int events = 1;
      for (int done = 0; done < together; ) {
        if (child.await("AT", "DONE")[0].equals("AT")) {
          events++;
        } else if (++done == (together + 1) / 2) {
          tally.nanos = System.nanoTime() - begun;
        }
      }
      tally.events = events / together;
    }
    Folders.delete(place);
  }

  /** Kills one process in the middle of several jobs. */
  private void kill(Tally tally, long seed, int first, int count) throws IOException, SQLException {
    ChildProcess child = ready.remove();
    child.await("READY");
    Random random = Counts.random(seed, first);
    boolean atEvent = random.nextBoolean();
    List<Job> jobs = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of("run"));
    for (int i = 0; i < count; i++) {
      Job job = tally.expectation.setUp(folder.resolve("kill" + (first + i)));
      jobs.add(job);
      words.add(atEvent ? "" + (1 + random.nextInt(tally.events)) : "0");
      words.add(job.encode());
    }
    child.send(words.toArray(String[]::new));
    if (atEvent) {
      for (int held = 0; held < count; held++) {
        child.await("HOLD");
      }
    } else {
      child.await("AT");
      LockSupport.parkNanos((long) (tally.nanos * random.nextDouble()));
    }
    List<String> said = child.kill();
    tally.processes++;
    for (Job job : jobs) {
      String name = job.file().toString();
      boolean ended =
          said.stream()
              .map(line -> line.split("\t"))
              .anyMatch(line -> line.length > 1 && line[1].equals(name) && !line[0].equals("AT"));
      tally.killed++;
      tally.inside += ended ? 0 : 1;
      tally.hot += isHot(job.file()) ? 1 : 0;
      int version = tally.expectation.check(job);
      tally.expectation.finish(job, version);
      Folders.delete(job.file().getParent());
    }
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

  private static void report(List<Tally> tallies) {
    int killed = 0;
    int processes = 0;
    int inside = 0;
    int hot = 0;
    for (Tally tally : tallies) {
      killed += tally.killed;
      processes += tally.processes;
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
    System.out.printf(
        "kills %d in %d processes, in mid-work %d, journal or log left %d%n",
        killed, processes, inside, hot);
    String hits = inside + " of " + killed;
    assertTrue(inside * 2 >= killed, () -> "only " + hits + " kills hit the work");
  }
}
