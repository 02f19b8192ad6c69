package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The smallest heap in which a process can do its work, found by halving. That is peak heap without
 * the garbage that a collector has merely not got round to.
 *
 * @param name of the scenario
 * @param size as tables show it
 * @param workload the migrations
 * @param from the version that the file has before
 */
public record HeapScenario(String name, String size, Workload workload, int from)
    implements Scenario {
  private static final int LARGEST = 2048;

  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    WorkFolder folder = WorkFolder.of(work, workload, Javac.Mode.VERIFY_OFF);
    WorkFolder before =
        WorkFolder.of(
            work,
            from == workload.currentVersion() ? workload : workload.upTo(from),
            Javac.Mode.VERIFY_OFF);
    Path home = Files.createTempDirectory(work, "heap");
    for (Kind kind : List.of(Kind.BASELINE, Kind.RUNGS)) {
      Path template = home.resolve(kind + ".db");
      Programs.open(kind, before, template, List.of()).run().orFail();
      int tooSmall = 1;
      int enough = LARGEST;
      while (enough - tooSmall > Math.max(1, enough / 64)) {
        int heap = (enough + tooSmall) / 2;
        if (runsIn(heap, kind, folder, template, home.resolve("copy.db"))) {
          enough = heap;
        } else {
          tooSmall = heap;
        }
      }
      samples.accept(new Sample(name, size, kind.label(), "MB", enough));
    }
    Folders.delete(home);
  }

  private static boolean runsIn(
      int megabytes, Kind kind, WorkFolder folder, Path template, Path copy)
      throws IOException, InterruptedException {
    Folders.deleteDatabase(copy);
    Files.copy(template, copy);
    List<String> options = List.of("-XX:+UseSerialGC", "-Xms1m", "-Xmx" + megabytes + "m");
    JavaProcess.Outcome outcome = Programs.open(kind, folder, copy, options).run();
    if (outcome.exit() != 0
        && !outcome.output().contains("OutOfMemoryError")
        && !outcome.output().contains("Too small")) {
      outcome.orFail();
    }
    return outcome.exit() == 0;
  }
}
