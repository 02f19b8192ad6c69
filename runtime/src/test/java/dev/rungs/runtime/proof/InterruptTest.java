package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The migrating thread is interrupted while it creates, upgrades, rebuilds, rolls back and adopts.
 * Either the work is done, or it is cancelled: then the file is whole and at a version it may have,
 * nothing is left beside it, the thread still knows that it was interrupted, and the next call
 * finishes the work.
 *
 * <p>Half of the interrupts come from another thread at a random moment, half at an event. {@code
 * rungs.soak.interrupts} sets how many.
 */
class InterruptTest {
  private static final int ROWS = 600;

  @TempDir Path folder;

  /** What happened to the work of one kind. */
  private static final class Tally {
    final Expectation expectation;
    final boolean passed;
    long nanos;
    int events;
    int interrupted;
    int cancelled;

    Tally(Expectation expectation, boolean passed) {
      this.expectation = expectation;
      this.passed = passed;
    }

    @Override
    public String toString() {
      return expectation.job() + (passed ? ", connection passed" : "");
    }
  }

  @AfterEach
  void forget() {
    ReverseBodies.HALF_WAY.remove();
    Thread.interrupted();
  }

  @Test
  void anInterruptedMigrationLeavesALegalFile() throws IOException, SQLException {
    int first = Counts.first();
    int end = first + Counts.of("rungs.soak.interrupts", 200);
    long seed = Counts.seed();
    System.out.printf("interrupts %d to %d, seed %d%n", first, end - 1, seed);
    List<Tally> tallies = new ArrayList<>();
    for (Job job : jobs().toList()) {
      Path place = folder.resolve("expectation" + tallies.size());
      Expectation expectation = Expectation.of(job, place, ROWS);
      tallies.add(measured(new Tally(expectation, false)));
      if (job.work() != Job.Work.CREATE && !job.wal()) {
        tallies.add(measured(new Tally(expectation, true)));
      }
    }
    for (int interrupt = first; interrupt < end; interrupt++) {
      Counts.tell("interrupts", interrupt - first);
      Tally tally = tallies.get(interrupt % tallies.size());
      try {
        interrupt(tally, Counts.random(seed, interrupt), folder.resolve("interrupt" + interrupt));
      } catch (Throwable t) {
        throw new AssertionError(
            "Interrupt "
                + interrupt
                + ": -Drungs.seed="
                + seed
                + " -Drungs.soak.first="
                + interrupt
                + ": "
                + tally,
            t);
      }
    }
    report(tallies);
  }

  private static Stream<Job> jobs() {
    return Stream.concat(
        Job.ofEachKind(true),
        Stream.of(false, true)
            .map(
                wal ->
                    new Job(
                        Job.Work.ADOPT, Shape.NOTES, 6, wal, Transactions.ALL, true, Path.of(""))));
  }

  /** Lets the work run to its end twice, to know how long it takes and what it tells. */
  private Tally measured(Tally tally) throws IOException, SQLException {
    for (int i = 0; i < 2; i++) {
      Path place = folder.resolve("measured");
      Events events = new Events(0);
      long begun = System.nanoTime();
      run(tally, tally.expectation.setUp(place), events);
      tally.nanos = System.nanoTime() - begun;
      tally.events = events.seen;
      Folders.delete(place);
    }
    return tally;
  }

  private void interrupt(Tally tally, Random random, Path place) throws IOException, SQLException {
    Job job = tally.expectation.setUp(place);
    boolean atEvent = random.nextBoolean();
    Events events = new Events(atEvent ? 1 + random.nextInt(tally.events) : 0);
    Thread other = atEvent ? null : interruptAfter((long) (tally.nanos * random.nextDouble()));
    boolean cancelled = false;
    long begun = System.nanoTime();
    try {
      run(tally, job, events);
      // The work gets faster as the JVM compiles it: later moments would come after its end.
      tally.nanos = Math.min(tally.nanos, System.nanoTime() - begun);
    } catch (MigrationCancelledException e) {
      cancelled = true;
    }
    if (other != null) {
      // It may still be about to come; what follows is not to be interrupted.
      join(other);
    }
    assertTrue(Thread.interrupted(), "the thread does not know that it was interrupted");
    tally.interrupted++;
    tally.cancelled += cancelled ? 1 : 0;
    if (cancelled) {
      checkNothingLeft(job);
    }
    int version = tally.expectation.check(job);
    if (!cancelled) {
      assertEquals(job.target(), version, "it was reported as done");
    }
    tally.expectation.finish(job, version);
    Folders.delete(place);
  }

  private static void run(Tally tally, Job job, Events events) throws SQLException {
    if (!tally.passed) {
      job.run(events);
      return;
    }
    try (Connection connection = PlainSqlite.file(job.file())) {
      job.run(connection, events);
    }
  }

  private static Thread interruptAfter(long nanos) {
    Thread target = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              LockSupport.parkNanos(nanos);
              target.interrupt();
            });
    other.start();
    return other;
  }

  private static void join(Thread other) {
    boolean interrupted = Thread.interrupted();
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * No file that was not there before, no half of a backup, no journal that is still to be used. A
   * log is left with what was committed, as a refusal leaves it.
   */
  private static void checkNothingLeft(Job job) throws IOException {
    String name = job.file().getFileName().toString();
    List<String> log = job.wal() ? List.of(name + "-wal", name + "-shm") : List.of();
    if (job.work() == Job.Work.CREATE) {
      assertFalse(Files.exists(job.file()), "a file is left that was not created");
    }
    try (Stream<Path> files = Files.list(job.file().getParent())) {
      List<String> left =
          files
              .map(path -> path.getFileName().toString())
              .filter(found -> !found.equals(name) && !found.endsWith(".bak"))
              .filter(found -> !log.contains(found))
              .toList();
      assertEquals(List.of(), left, "left behind");
    }
  }

  private static void report(List<Tally> tallies) {
    int interrupted = 0;
    int cancelled = 0;
    for (Tally tally : tallies) {
      interrupted += tally.interrupted;
      cancelled += tally.cancelled;
      System.out.printf(
          "%s: %d ms, %d events; interrupted %d, cancelled %d%n",
          tally, tally.nanos / 1_000_000, tally.events, tally.interrupted, tally.cancelled);
    }
    System.out.printf("interrupts %d, cancelled %d%n", interrupted, cancelled);
    String hits = cancelled + " of " + interrupted;
    assertTrue(cancelled * 3 >= interrupted, () -> "only " + hits + " interrupts hit the work");
  }

  /** Counts the events of one job and interrupts the thread at one of them. */
  private static final class Events implements MigrationListener {
    private final int chosen;
    private int seen;
    private boolean underWay;

    Events(int chosen) {
      this.chosen = chosen;
      ReverseBodies.HALF_WAY.set(this::event);
    }

    @Override
    public void planned(MigrationPlan plan) {
      event();
    }

    @Override
    public void backingUp(double share) {
      if (share == 1) {
        event();
      }
    }

    @Override
    public void started(MigrationDefinition migration) {
      underWay = false;
      event();
    }

    @Override
    public void progress(MigrationDefinition migration, double share) {
      if (!underWay && share > 0 && share < 1) {
        underWay = true;
        event();
      }
    }

    @Override
    public void finished(MigrationDefinition migration, Duration duration) {
      event();
    }

    private void event() {
      if (++seen == chosen) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
