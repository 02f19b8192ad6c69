package dev.rungs.fleet;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.Registry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One run over all files: finds them, canaries first, then the others, and what was in use again.
 * One thread feeds the workers from the journal; in memory there are only the files in work and the
 * next page of the queue.
 */
final class FleetRun {
  private static final long PAUSE_BETWEEN_TRIES_MILLIS = 100;
  private static final int FOUND_STEP = 1_000;

  private final Registry registry;
  private final FleetSettings settings;
  private final FleetReport.Verb verb;
  private final FleetReport.Kind kind;
  private final FleetWork work;
  private final Semaphore places;
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final Object listening = new Object();

  private Journal journal;
  private JournalRun run;
  private JournalQueue queue;
  private ExecutorService workers;
  private volatile boolean stopping;
  private volatile boolean interrupted;

  private long start = System.nanoTime();
  private long files;
  // Guarded by "listening" once the workers run.
  private long settled;
  private long failed;
  private long waiting;
  private boolean canaries;

  private final AtomicInteger failedCanaries = new AtomicInteger();

  private FleetRun(
      Registry registry,
      FleetSettings settings,
      FleetReport.Verb verb,
      FleetReport.Kind kind,
      FleetWork work) {
    this.registry = registry;
    this.settings = settings;
    this.verb = verb;
    this.kind = kind;
    this.work = work;
    this.places = new Semaphore(2 * settings.workers);
  }

  /** A run over files. */
  static FleetRun overFiles(Registry registry, FleetSettings settings, FleetReport.Verb verb) {
    return new FleetRun(
        registry, settings, verb, FleetReport.Kind.FILES, new FileWork(registry, settings, verb));
  }

  /** A run over other databases. */
  static FleetRun overDatabases(
      Registry registry, FleetSettings settings, FleetReport.Verb verb, FleetDatabases databases) {
    return new FleetRun(
        registry,
        settings,
        verb,
        FleetReport.Kind.DATABASES,
        new DatabaseWork(registry, settings, verb, databases));
  }

  FleetReport run(Stream<Candidate> candidates) {
    journal = settings.journal == null ? Journal.temporary() : Journal.open(settings.journal);
    boolean ended = false;
    try {
      run = JournalRun.begin(journal, verb, kind, registry, settings.shard, settings.workers);
      queue = run.queue();
      find(candidates);
      start = System.nanoTime();
      workAll();
      FleetReport.Ending ending = ending();
      run.end(ending, why(ending), elapsed());
      ended = true;
      return FleetReport.of(journal, run.id());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (!ended) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    try {
      if (run != null) {
        run.end(FleetReport.Ending.CANCELLED, "The run was given up.", elapsed());
      }
    } catch (FleetException e) {
      // What is thrown already says why.
    } finally {
      journal.close();
    }
  }

  private void find(Stream<Candidate> candidates) {
    String own = journal.file().normalize().toString();
    // Another order in each run, so that two at once do not meet at every file.
    long mixed = ThreadLocalRandom.current().nextLong();
    try {
      // Not by an iterator: that would hold all files of a flatMap's inner stream.
      candidates
          .sequential()
          .forEachOrdered(
              candidate -> {
                if (Thread.interrupted()) {
                  throw new InterruptedWhileFinding();
                }
                if (settings.shard.has(candidate.hash()) && !candidate.name().equals(own)) {
                  add(candidate, mixed);
                }
              });
    } catch (InterruptedWhileFinding e) {
      interrupted = true;
      stopping = true;
    }
    files = run.queued(settings.canary);
    settings.listener.found(files);
  }

  private void add(Candidate candidate, long mixed) {
    if (candidate.usable()) {
      long hash = candidate.hash() >>> 1;
      run.add(candidate.name(), hash, (hash ^ mixed) >>> 1);
    } else {
      // From the journal another path would come back.
      run.addUnusable(candidate.name());
      settled++;
      failed++;
    }
    files++;
    if (files % FOUND_STEP == 0) {
      settings.listener.found(files);
      journalSeen();
    }
  }

  /** Leaves a stream in the middle. */
  private static final class InterruptedWhileFinding extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void workAll() {
    workers =
        Executors.newFixedThreadPool(
            settings.workers,
            task -> {
              Thread thread = new Thread(task, "rungs-fleet");
              thread.setDaemon(true);
              return thread;
            });
    try {
      synchronized (listening) {
        canaries = settings.canary > 0;
        settings.listener.progress(progress());
      }
      if (settings.canary > 0) {
        pass(true);
        finishAll();
        if (failedCanaries.get() > 0) {
          stopping = true;
        }
        synchronized (listening) {
          canaries = false;
        }
      }
      pass(false);
      finishAll();
      tryAgain();
    } catch (InterruptedException e) {
      interrupted = true;
      stopping = true;
    } finally {
      endWorkers();
    }
    Throwable cause = broken.get();
    if (cause instanceof FleetException known) {
      throw known;
    } else if (cause != null) {
      throw new FleetException("The run was given up: " + cause, cause);
    }
  }

  private void pass(boolean ofCanaries) throws InterruptedException {
    JournalQueue.Entry last = null;
    while (!stopping) {
      List<JournalQueue.Entry> page = queue.next(ofCanaries, last);
      if (page.isEmpty()) {
        return;
      }
      for (JournalQueue.Entry entry : page) {
        if (!submit(entry)) {
          return;
        }
        last = entry;
      }
    }
  }

  /** Files in use are tried until they are free or their time is up, each at least once more. */
  private void tryAgain() throws InterruptedException {
    long busyNow;
    synchronized (listening) {
      busyNow = waiting;
    }
    while (busyNow > 0 && !stopping) {
      long last = -1;
      List<JournalQueue.Entry> page = queue.waiting(last);
      while (!page.isEmpty() && !stopping) {
        for (JournalQueue.Entry entry : page) {
          if (!submit(entry)) {
            return;
          }
          last = entry.id();
        }
        page = queue.waiting(last);
      }
      finishAll();
      synchronized (listening) {
        busyNow = waiting;
      }
      if (busyNow > 0) {
        Thread.sleep(PAUSE_BETWEEN_TRIES_MILLIS);
      }
    }
  }

  private boolean submit(JournalQueue.Entry entry) throws InterruptedException {
    while (!places.tryAcquire(ThisProcess.SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
      journalSeen();
    }
    if (stopping) {
      places.release();
      return false;
    }
    workers.execute(
        () -> {
          try {
            if (!stopping) {
              settle(entry);
            }
          } catch (Throwable e) {
            // Nobody but the feeding thread can say it.
            broken.compareAndSet(null, e);
            stopping = true;
          } finally {
            places.release();
          }
        });
    return true;
  }

  private void finishAll() throws InterruptedException {
    int all = 2 * settings.workers;
    while (!places.tryAcquire(all, ThisProcess.SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
      journalSeen();
    }
    places.release(all);
    journalSeen();
  }

  private void journalSeen() {
    run.seen(elapsed());
  }

  private void endWorkers() {
    if (interrupted) {
      workers.shutdownNow();
    } else {
      workers.shutdown();
    }
    boolean ended = false;
    while (!ended) {
      try {
        ended = workers.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
        stopping = true;
        workers.shutdownNow();
      }
    }
  }

  private void settle(JournalQueue.Entry entry) {
    FileOutcome outcome;
    try {
      outcome = rehearsedBefore(entry) ? null : work.run(entry.name());
    } catch (DatabaseBusyException e) {
      if (!isTimeUp(entry)) {
        postpone(entry);
        return;
      }
      outcome = work.busy(entry.name(), e);
    } catch (MigrationCancelledException | FleetWork.WorkInterruptedException e) {
      if (!stopping) {
        throw e;
      }
      return;
    }
    if (outcome == null) {
      queue.keep(entry);
    } else {
      queue.settle(entry, outcome, work.stamp(entry.name()));
    }
    tell(entry, outcome);
  }

  /** A rehearsal is not repeated for a file that has not changed. */
  private boolean rehearsedBefore(JournalQueue.Entry entry) {
    return verb == FleetReport.Verb.REHEARSE
        && FileOutcome.State.REHEARSED.word().equals(entry.was())
        && entry.stamp().modified() != 0
        && entry.stamp().equals(work.stamp(entry.name()));
  }

  private boolean isTimeUp(JournalQueue.Entry entry) {
    return entry.busySince() != 0
        && System.currentTimeMillis() - entry.busySince() >= settings.busyTimeout.toMillis();
  }

  private void postpone(JournalQueue.Entry entry) {
    queue.postpone(entry);
    if (entry.busySince() == 0) {
      synchronized (listening) {
        waiting++;
        settings.listener.progress(progress());
      }
    }
  }

  private void tell(JournalQueue.Entry entry, FileOutcome outcome) {
    synchronized (listening) {
      settled++;
      if (entry.busySince() != 0) {
        waiting--;
      }
      if (outcome != null && outcome.failure().isPresent()) {
        failed++;
        if (entry.turn() == JournalQueue.CANARIES
            && !outcome.failure().get().cause().isTroubleOfFile()) {
          failedCanaries.incrementAndGet();
        }
        if (failed >= settings.stopAfter) {
          stopping = true;
        }
      }
      if (outcome != null) {
        settings.listener.settled(outcome);
      }
      settings.listener.progress(progress());
    }
  }

  private FleetProgress progress() {
    return new FleetProgress(files, settled, failed, waiting, canaries, elapsed());
  }

  private FleetReport.Ending ending() {
    if (interrupted) {
      return FleetReport.Ending.CANCELLED;
    }
    return settled < files ? FleetReport.Ending.STOPPED : FleetReport.Ending.COMPLETED;
  }

  private String why(FleetReport.Ending ending) {
    return switch (ending) {
      case CANCELLED -> "It was interrupted; what was running was rolled back.";
      case STOPPED ->
          failedCanaries.get() > 0
              ? "A migration failed on "
                  + failedCanaries.get()
                  + (failedCanaries.get() == 1 ? " canary" : " canaries")
                  + "; no other file was begun."
              : "It reached " + failed + (failed == 1 ? " failure." : " failures.");
      case COMPLETED, KILLED, RUNNING -> null;
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
