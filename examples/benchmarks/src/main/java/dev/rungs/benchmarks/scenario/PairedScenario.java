package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.workload.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Contenders in one process, in turn, again and again: what one of them costs more than the first
 * is told of each round. Between two processes other things differ by more than a cheap check
 * costs.
 *
 * @param name of the scenario
 * @param size as tables show it
 * @param unit of the values, ms or us
 * @param warmups rounds that do not count
 * @param rounds that do
 * @param setup prepares the contenders
 */
public record PairedScenario(
    String name, String size, String unit, int warmups, int rounds, Setup setup)
    implements Scenario {
  /** Begins the names of the scenarios of differences. */
  public static final String ADDED = "added, ";

  /** What is measured. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it once.
     *
     * @throws Exception if it fails
     */
    void run() throws Exception;
  }

  /** The contenders of one scenario, by their labels, in the order in which they run. */
  public static final class Contenders {
    private record Contender(Task prepare, Task task) {}

    private final Map<String, Contender> all = new LinkedHashMap<>();

    /**
     * Adds one.
     *
     * @param label as tables show it
     * @param task is measured
     */
    public void add(String label, Task task) {
      add(label, () -> {}, task);
    }

    /**
     * Adds one that works on something that is made again each time.
     *
     * @param label as tables show it
     * @param prepare is run before each time, and not measured
     * @param task is measured
     */
    public void add(String label, Task prepare, Task task) {
      all.put(label, new Contender(prepare, task));
    }
  }

  /** Prepares what is measured. */
  @FunctionalInterface
  public interface Setup {
    /**
     * Prepares.
     *
     * @param work for what can be used again
     * @param home a folder that is deleted afterwards
     * @param contenders gets them, the one the others are compared with first
     * @throws Exception if it fails
     */
    void prepare(Path work, Path home, Contenders contenders) throws Exception;
  }

  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    Path home = Files.createTempDirectory(work, "paired");
    Contenders contenders = new Contenders();
    setup.prepare(work, home, contenders);
    // Told last, so that a table shows all contenders of one scenario.
    List<Sample> differences = new ArrayList<>();
    for (int round = -warmups; round < rounds; round++) {
      double first = Double.NaN;
      for (Map.Entry<String, Contenders.Contender> contender : contenders.all.entrySet()) {
        contender.getValue().prepare().run();
        long start = System.nanoTime();
        contender.getValue().task().run();
        double value = (System.nanoTime() - start) / (unit.equals("us") ? 1e3 : 1e6);
        if (round >= 0) {
          samples.accept(new Sample(name, size, contender.getKey(), unit, value));
          if (!Double.isNaN(first)) {
            differences.add(
                new Sample(ADDED + name, size, contender.getKey(), unit, value - first, false));
          }
        }
        first = Double.isNaN(first) ? value : first;
      }
    }
    differences.forEach(samples);
    Folders.delete(home);
  }
}
