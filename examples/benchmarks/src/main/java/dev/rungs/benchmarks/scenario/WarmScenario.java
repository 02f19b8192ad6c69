package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.jmh.FreshFileBenchmark;
import dev.rungs.benchmarks.jmh.FullFile;
import dev.rungs.benchmarks.jmh.OpenCurrentBenchmark;
import dev.rungs.benchmarks.jmh.UpgradeBenchmark;
import dev.rungs.benchmarks.jmh.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH benchmark, run for each contender in turn and then again, so that what else the machine
 * does meets all of them alike.
 *
 * @param name of the scenario
 * @param size as tables show it
 * @param unit of the values
 * @param benchmark the class
 * @param contenders in the order in which they run
 * @param parameters of the benchmark, but for the contender
 * @param effort how long and how often
 */
public record WarmScenario(
    String name,
    String size,
    String unit,
    Class<?> benchmark,
    List<Kind> contenders,
    Map<String, String> parameters,
    Effort effort)
    implements Scenario {
  /**
   * How long and how often.
   *
   * @param rounds over all contenders
   * @param warmups iterations, or shots, that do not count
   * @param measurements iterations, or shots, that do
   * @param seconds an iteration, unless it is a single shot
   * @param forked whether each run has a process of its own; if not, all contenders share one and
   *     take turns at every iteration, which is the better way on a machine that is busy
   */
  public record Effort(int rounds, int warmups, int measurements, double seconds, boolean forked) {
    int turns() {
      return forked ? rounds : warmups + rounds * measurements;
    }

    boolean counts(int turn) {
      return forked || turn >= warmups;
    }
  }

  /** Opening a current file. */
  public static WarmScenario open(int migrations, List<Kind> contenders, Effort effort) {
    return new WarmScenario(
        "open current, warm",
        migrations + " migrations",
        "us",
        OpenCurrentBenchmark.class,
        contenders,
        Map.of("migrations", String.valueOf(migrations)),
        effort);
  }

  /** Making a file. */
  public static WarmScenario fresh(int migrations, List<Kind> contenders, Effort effort) {
    return new WarmScenario(
        "fresh file, warm",
        migrations + " migrations",
        "ms",
        FreshFileBenchmark.class,
        contenders,
        Map.of("migrations", String.valueOf(migrations)),
        effort);
  }

  /** Filling a column. */
  public static WarmScenario backfill(int rows, List<Kind> contenders, Effort effort) {
    return new WarmScenario(
        "backfill",
        rows + " rows",
        "ms",
        UpgradeBenchmark.class,
        contenders,
        Map.of("content", FullFile.BACKFILL.name(), "size", String.valueOf(rows)),
        effort);
  }

  /** Wiping a cache. */
  public static WarmScenario rebuild(int megabytes, List<Kind> contenders, Effort effort) {
    return new WarmScenario(
        "rebuild of a cache",
        megabytes + " MB",
        "ms",
        UpgradeBenchmark.class,
        contenders,
        Map.of("content", FullFile.CACHE.name(), "size", String.valueOf(megabytes)),
        effort);
  }

  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    for (int turn = 0; turn < effort.turns(); turn++) {
      Consumer<Sample> counted = effort.counts(turn) ? samples : ignored -> {};
      for (Kind contender : contenders) {
        for (RunResult result : new Runner(options(work, contender).build()).run()) {
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(WarmScenario::score)
              .mapToObj(value -> new Sample(name, size, contender.label(), unit, value))
              .forEach(counted);
        }
      }
    }
  }

  private static double score(IterationResult iteration) {
    return iteration.getPrimaryResult().getScore();
  }

  private ChainedOptionsBuilder options(Path work, Kind contender) {
    TimeValue time = TimeValue.milliseconds((long) (effort.seconds() * 1000));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
            .param("contender", contender.name())
            .forks(effort.forked() ? 1 : 0)
            .warmupIterations(effort.forked() ? effort.warmups() : 0)
            .measurementIterations(effort.forked() ? effort.measurements() : 1)
            .warmupTime(time)
            .measurementTime(time)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    parameters.forEach(options::param);
    if (effort.forked()) {
      options.jvmArgs("--enable-native-access=ALL-UNNAMED", "-D" + Work.PROPERTY + "=" + work);
    } else {
      System.setProperty(Work.PROPERTY, work.toString());
    }
    return options;
  }
}
