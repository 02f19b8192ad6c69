package dev.rungs.benchmarks;

import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.report.Chart;
import dev.rungs.benchmarks.report.CompileTable;
import dev.rungs.benchmarks.report.Report;
import dev.rungs.benchmarks.report.Summary;
import dev.rungs.benchmarks.scenario.ColdOpenScenario;
import dev.rungs.benchmarks.scenario.CompileScenario;
import dev.rungs.benchmarks.scenario.HeapScenario;
import dev.rungs.benchmarks.scenario.PairedScenarios;
import dev.rungs.benchmarks.scenario.Sample;
import dev.rungs.benchmarks.scenario.Scenario;
import dev.rungs.benchmarks.scenario.WarmScenario;
import dev.rungs.benchmarks.scenario.WarmScenario.Effort;
import dev.rungs.benchmarks.workload.Workload;
import dev.rungs.runtime.Transactions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures Rungs, Flyway and Liquibase against a hand-written baseline, and prints, writes and
 * draws what came of it. {@code docs/benchmarks.md} tells how it is run and what is fair about it.
 */
public final class Benchmarks {
  private static final List<Kind> PEERS =
      List.of(Kind.BASELINE, Kind.FLYWAY, Kind.LIQUIBASE, Kind.RUNGS);
  private static final List<Kind> OPENERS =
      List.of(Kind.BARE, Kind.BASELINE, Kind.FLYWAY, Kind.LIQUIBASE, Kind.MIGRATOR, Kind.RUNGS);

  private final List<Sample> samples = new ArrayList<>();
  private final Path work;

  private Benchmarks(Path work) {
    this.work = work;
  }

  /**
   * Runs all scenarios, or those named.
   *
   * @param args names of scenarios; none means all
   * @throws Exception if a contender fails
   */
  public static void main(String[] args) throws Exception {
    Path out = Path.of(System.getProperty("rungs.bench.out", "target/benchmarks")).toAbsolutePath();
    Path work = Files.createDirectories(out.resolve("work"));
    Benchmarks run = new Benchmarks(work);
    Set<String> chosen = Set.copyOf(Arrays.asList(args));
    for (Map.Entry<String, List<Scenario>> scenario : scenarios().entrySet()) {
      if (chosen.isEmpty() || chosen.contains(scenario.getKey())) {
        System.out.println("== " + scenario.getKey());
        run.measure(scenario.getValue());
        run.write(out);
      }
    }
    System.out.println(CompileTable.markdown(Summary.of(run.samples)));
  }

  private static Map<String, List<Scenario>> scenarios() {
    int rounds = Integer.getInteger("rungs.bench.rounds", 3);
    boolean forks = !"false".equals(System.getProperty("rungs.bench.forks"));
    // Who makes a file in one stroke is warm later than who runs a thousand scripts at each shot.
    Effort shots = new Effort(rounds, 10, 5, 1, forks);
    Effort fewShots = new Effort(rounds, 1, 3, 1, forks);
    Effort loops = new Effort(rounds, 2, 3, 1, forks);
    int pairs = Integer.getInteger("rungs.bench.pairs", 6_000);
    int megabytes = Integer.getInteger("rungs.bench.cache.megabytes", 500);
    int rows = Integer.getInteger("rungs.bench.backfill.rows", 1_000_000);
    int script = Integer.getInteger("rungs.bench.script.megabytes", 50);
    Map<String, List<Scenario>> scenarios = new LinkedHashMap<>();
    scenarios.put("cold", List.of(new ColdOpenScenario(50, rounds * 7, PEERS)));
    scenarios.put("fresh", List.of(WarmScenario.fresh(1000, PEERS, shots)));
    scenarios.put(
        "open",
        List.of(
            WarmScenario.open(10, OPENERS, loops),
            WarmScenario.open(1000, OPENERS, loops),
            PairedScenarios.open(10, pairs),
            PairedScenarios.open(1000, pairs),
            PairedScenarios.open(10_000, pairs)));
    scenarios.put(
        "upgrade",
        List.of(
            PairedScenarios.upgrade(1000, Transactions.ALL, rounds * 5),
            PairedScenarios.upgrade(1000, Transactions.EACH, rounds * 5)));
    scenarios.put("tables", tables(rounds));
    scenarios.put("backfill", List.of(WarmScenario.backfill(rows, PEERS, fewShots)));
    scenarios.put(
        "rebuild",
        List.of(WarmScenario.rebuild(megabytes, List.of(Kind.BASELINE, Kind.RUNGS), fewShots)));
    scenarios.put(
        "heap",
        List.of(
            new HeapScenario(
                "smallest heap, long script", script + " MB", Workload.longScript(script), 1),
            new HeapScenario(
                "smallest heap, open current",
                "10000 migrations",
                Workload.pastOnly(10_000),
                10_000)));
    scenarios.put("compile", compiles(rounds));
    return scenarios;
  }

  private static List<Scenario> tables(int rounds) {
    return sizes("tables", "2500,5000,10000,20000")
        .<Scenario>mapToObj(tables -> PairedScenarios.tables(tables, rounds * 3))
        .toList();
  }

  private static IntStream sizes(String property, String otherwise) {
    return Arrays.stream(System.getProperty("rungs.bench." + property, otherwise).split(","))
        .mapToInt(size -> Integer.parseInt(size.strip()));
  }

  /** Short compiles are run more often, the longest once. */
  private static List<Scenario> compiles(int rounds) {
    List<Path> jdks = jdks();
    List<Scenario> compiles = new ArrayList<>();
    for (int migrations : sizes("migrations", "10,100,1000,10000").toArray()) {
      int times = migrations <= 100 ? rounds * 3 : migrations <= 1000 ? rounds : 1;
      compiles.add(CompileScenario.growth(migrations, times, jdks));
    }
    compiles.add(
        new CompileScenario("long-lived, 72 migrations", Workload.longLived(), rounds, jdks));
    return compiles;
  }

  private static List<Path> jdks() {
    String here = System.getProperty("java.home");
    return Arrays.stream(System.getProperty("rungs.bench.jdks", here).split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private void measure(List<Scenario> scenarios) throws Exception {
    for (Scenario scenario : scenarios) {
      List<Sample> own = new ArrayList<>();
      scenario.run(work, own::add);
      samples.addAll(own);
      System.out.println(Report.markdown(Summary.of(own)));
    }
  }

  private void write(Path out) throws IOException {
    List<Summary> summaries = Summary.of(samples);
    Files.writeString(out.resolve("benchmarks.csv"), Report.csv(summaries));
    Files.writeString(
        out.resolve("benchmarks.md"),
        Report.markdown(summaries) + CompileTable.markdown(summaries));
    Files.writeString(out.resolve("benchmarks.svg"), Chart.svg(summaries));
  }
}
