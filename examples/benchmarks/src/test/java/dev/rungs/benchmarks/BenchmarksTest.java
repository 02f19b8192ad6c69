package dev.rungs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.benchmarks.contender.Application;
import dev.rungs.benchmarks.contender.Baseline;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.report.Chart;
import dev.rungs.benchmarks.report.CompileTable;
import dev.rungs.benchmarks.report.Report;
import dev.rungs.benchmarks.report.Summary;
import dev.rungs.benchmarks.scenario.ColdOpenScenario;
import dev.rungs.benchmarks.scenario.CompileScenario;
import dev.rungs.benchmarks.scenario.PairedScenario;
import dev.rungs.benchmarks.scenario.PairedScenarios;
import dev.rungs.benchmarks.scenario.Sample;
import dev.rungs.benchmarks.scenario.WarmScenario;
import dev.rungs.benchmarks.scenario.WarmScenario.Effort;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.Script;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import dev.rungs.runtime.Transactions;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarksTest {
  private static final Effort ONCE = new Effort(1, 0, 1, 0.01, false);

  @TempDir static Path work;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void everyContenderMakesTheSameTablesAndFindsThemCurrent(Kind kind) throws Exception {
    WorkFolder folder = WorkFolder.of(work, Workload.growth(10), Javac.Mode.NO_CACHE);
    Path file = work.resolve(kind + ".db");

    kind.on(folder).migrate(file);
    kind.on(folder).openReadClose(file);

    Path expected = work.resolve("expected.db");
    if (kind != Kind.BASELINE) {
      Kind.BASELINE.on(folder).migrate(expected);
      assertEquals(columns(expected), columns(file));
    }
    assertEquals(9, columns(file).size(), "columns of t_1 and its view");
  }

  @Test
  void eachWarmScenarioRuns() throws Exception {
    List<Kind> contenders = List.of(Kind.BASELINE, Kind.RUNGS);
    List<Sample> samples = new ArrayList<>();

    WarmScenario.open(10, contenders, ONCE).run(work, samples::add);
    WarmScenario.fresh(3, contenders, ONCE).run(work, samples::add);
    WarmScenario.rebuild(1, contenders, ONCE).run(work, samples::add);

    assertEquals(6, samples.size());
    List<Summary> summaries = Summary.of(samples);
    assertEquals(1.0, summaries.get(0).ratio().orElseThrow());
    assertTrue(Chart.svg(summaries).contains("Make a fresh file (3 migrations)"));
    assertTrue(Report.markdown(summaries).contains("**rebuild of a cache, 1 MB**"));
    assertEquals(7, Report.csv(summaries).lines().count());
  }

  @Test
  void eachPairedScenarioRunsInTurn() throws Exception {
    List<Sample> samples = new ArrayList<>();

    PairedScenarios.open(10, 2).run(work, samples::add);
    assertEquals(2 * 4 + 2 * 3, samples.size(), "two rounds of four, and what three of them add");
    assertEquals(
        List.of("open and close", "hand-written baseline", "Rungs, Migrator", "Rungs"),
        samples.stream()
            .filter(sample -> !sample.scenario().startsWith(PairedScenario.ADDED))
            .limit(4)
            .map(Sample::contender)
            .toList());

    samples.clear();
    PairedScenarios.tables(20, 1).run(work, samples::add);
    assertEquals(5 + 4, samples.size());
    double first = samples.get(0).value();
    assertEquals(samples.get(1).value() - first, samples.get(5).value(), 1e-9);
    List<Summary> summaries = Summary.of(samples);
    assertTrue(
        Report.markdown(summaries)
            .contains("**added, look at a file, 20 tables**\n\n| | median | least | most | n |\n"));
  }

  @ParameterizedTest
  @EnumSource(Transactions.class)
  void anUpgradeEndsAtTheSameSchema(Transactions transactions) throws Exception {
    List<Sample> samples = new ArrayList<>();
    PairedScenarios.upgrade(120, transactions, 1).run(work, samples::add);
    assertEquals(3, samples.size());

    WorkFolder folder = WorkFolder.of(work, Workload.tables(120), Javac.Mode.NO_CACHE);
    Path file = Files.createTempDirectory(work, "upgrade").resolve("app.db");
    new Baseline(folder).upgrade(file, transactions);
    Path created = file.resolveSibling("created.db");
    Kind.RUNGS.on(folder).migrate(created);
    assertEquals(schema(created), schema(file));
    try (Connection connection = Application.open(file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      assertEquals(120, row.getInt(1));
    }
  }

  @Test
  void wholeProcessesOpenACurrentFile() throws Exception {
    List<Sample> samples = new ArrayList<>();

    new ColdOpenScenario(10, 1, List.of(Kind.BASELINE, Kind.RUNGS)).run(work, samples::add);

    assertEquals(4, samples.size(), "classes and time of two contenders");
  }

  @Test
  void javacIsMeasuredWithAndWithoutRungs() throws Exception {
    List<Sample> samples = new ArrayList<>();

    Path jdk = Path.of(System.getProperty("java.home"));
    CompileScenario.growth(3, 1, List.of(jdk)).run(work, samples::add);

    List<String> modes =
        samples.stream()
            .filter(sample -> sample.scenario().startsWith("javac"))
            .map(Sample::contender)
            .toList();
    assertEquals(
        List.of(
            "without rungs",
            "empty processor",
            "verify off",
            "no cache",
            "unchanged",
            "last changed"),
        modes);
    assertTrue(
        samples.stream()
            .anyMatch(sample -> sample.contender().equals("workload/MigrationRegistry.class")));
    List<Summary> summaries = Summary.of(samples);
    List<String> table = CompileTable.markdown(summaries).strip().lines().toList();
    assertEquals(5, table.size(), "a heading and one row");
    assertTrue(table.get(4).matches("\\| \\d+ \\| 3 migrations \\| 1 \\|.*"), table.get(4));
    assertTrue(Report.markdown(summaries).contains("CPU added to javac"));
  }

  @Test
  void theLongLivedHistoryHasTheShapeThatItNames() {
    List<Script> scripts = Workload.longLived().scripts();
    int statements =
        scripts.stream()
            .mapToInt(
                script ->
                    ScriptSplitter.split(script.sql()).size()
                        + ScriptSplitter.split(script.down()).size())
            .sum();
    assertEquals(72, scripts.size());
    assertEquals(71, scripts.stream().filter(script -> !script.down().isEmpty()).count());
    assertEquals(1_005, statements);
  }

  @Test
  void theLongLivedHistoryCompilesAndRuns() throws Exception {
    WorkFolder folder = WorkFolder.of(work, Workload.longLived(), Javac.Mode.NO_CACHE);
    Path file = work.resolve("long-lived.db");
    Path byHand = work.resolve("long-lived-by-hand.db");
    Kind.RUNGS.on(folder).migrate(file);
    Kind.BASELINE.on(folder).migrate(byHand);
    assertEquals(schema(byHand), schema(file));
  }

  private static List<String> schema(Path file) throws Exception {
    List<String> schema = new ArrayList<>();
    try (Connection connection = Application.open(file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'rungs!_%' ESCAPE '!'"
                    + " ORDER BY name")) {
      while (row.next()) {
        schema.add(row.getString(1) + ": " + row.getString(2));
      }
    }
    assertTrue(schema.size() > 100);
    return schema;
  }

  @Test
  void aMedianOfSeveralIsComparedWithTheFirstContender() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                new Sample("s", "1", "baseline", "ms", 4),
                new Sample("s", "1", "other", "ms", 9),
                new Sample("s", "1", "baseline", "ms", 2),
                new Sample("s", "1", "other", "ms", 3),
                new Sample("s", "1", "baseline", "ms", 30)));

    assertEquals(List.of(4.0, 6.0), summaries.stream().map(Summary::median).toList());
    assertEquals(1.5, summaries.get(1).ratio().orElseThrow());
    assertEquals(30, summaries.get(0).most());
  }

  @Test
  void whatStandsForItselfHasNoRatio() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                new Sample("s", "1", "baseline", "ms", 4),
                new Sample("s", "1", "other", "ms", 9),
                new Sample("added, s", "1", "other", "ms", 5, false)));

    assertEquals(
        """

        **s, 1**

        | | median | least | most | n | ratio |
        | --- | --: | --: | --: | --: | --: |
        | baseline | 4.00 ms | 4.00 | 4.00 | 1 | 1.00 |
        | other | 9.00 ms | 9.00 | 9.00 | 1 | 2.25 |

        **added, s, 1**

        | | median | least | most | n |
        | --- | --: | --: | --: | --: |
        | other | 5.00 ms | 5.00 | 5.00 | 1 |
        """,
        Report.markdown(summaries));
    assertEquals(
        """
        scenario,size,contender,unit,median,least,most,n,ratio
        "s","1","baseline",ms,4.000,4.000,4.000,1,1.000
        "s","1","other",ms,9.000,9.000,9.000,1,2.250
        "added, s","1","other",ms,5.000,5.000,5.000,1,
        """,
        Report.csv(summaries));
  }

  private static List<String> columns(Path file) throws Exception {
    List<String> columns = new ArrayList<>();
    try (Connection connection = Application.open(file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT s.name, c.name, c.type FROM sqlite_schema s, pragma_table_xinfo(s.name) c"
                    + " WHERE s.name LIKE 't!_%' ESCAPE '!' AND s.type IN ('table', 'view')"
                    + " ORDER BY s.name, c.cid")) {
      while (row.next()) {
        columns.add(row.getString(1) + "." + row.getString(2) + " " + row.getString(3));
      }
    }
    return columns;
  }
}
