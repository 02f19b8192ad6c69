package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes open one file at once. None fails, each migration runs once, and the file is what
 * one process alone would have made of it.
 *
 * <p>{@code rungs.soak.races} sets how often for each kind of file.
 */
class RaceTest {
  private static final int PROCESSES = 8;
  private static final int ROWS = 30;

  private final List<ChildProcess> children = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void start() {
    Path library = ChildProcess.library(folder.resolve("lib"));
    for (int i = 0; i < PROCESSES; i++) {
      children.add(ChildProcess.start(library, Shape.NOTES, Shape.CACHE));
    }
    children.forEach(child -> child.await("READY"));
  }

  @AfterEach
  void stop() {
    children.forEach(ChildProcess::close);
  }

  @Test
  void absent() throws IOException, SQLException {
    race(Job.Work.CREATE, Shape.NOTES, 1);
  }

  @Test
  void old() throws IOException, SQLException {
    race(Job.Work.UPGRADE, Shape.NOTES, 2);
  }

  @Test
  void toBeRebuilt() throws IOException, SQLException {
    race(Job.Work.REBUILD, Shape.CACHE, 1);
  }

  private void race(Job.Work work, Shape shape, int first) throws IOException, SQLException {
    List<Expectation> benches = new ArrayList<>();
    for (Transactions transactions : Transactions.values()) {
      for (boolean wal : new boolean[] {false, true}) {
        Job job = new Job(work, shape, shape.current(), wal, transactions, true, Path.of(""));
        benches.add(Expectation.of(job, folder.resolve("expectation" + benches.size()), ROWS));
      }
    }
    int rounds = Counts.of("rungs.soak.races", 50);
    for (int round = 0; round < rounds; round++) {
      Counts.tell(work + " races", round);
      Expectation expectation = benches.get(round % benches.size());
      Job job = expectation.setUp(folder.resolve("round" + round));
      List<Integer> ran = round(job);
      assertEquals(IntStream.rangeClosed(first, shape.current()).boxed().toList(), ran, "" + job);
      assertEquals(shape.current(), expectation.check(job));
      Folders.delete(job.file().getParent());
    }
    System.out.printf("%s: %d rounds of %d processes%n", work, rounds, PROCESSES);
  }

  /** Lets all processes go at once and returns the versions that any of them ran, sorted. */
  private List<Integer> round(Job job) {
    for (ChildProcess child : children) {
      child.send("arm", job.encode());
    }
    children.forEach(child -> child.await("ARMED"));
    for (ChildProcess child : children) {
      child.send("go");
    }
    List<Integer> ran = new ArrayList<>();
    for (ChildProcess child : children) {
      String[] done = child.await("DONE");
      if (done.length > 2) {
        for (String version : done[2].strip().split(" ")) {
          ran.add(Integer.valueOf(version));
        }
      }
    }
    ran.sort(null);
    return ran;
  }
}
