package dev.rungs.benchmarks.report;

import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.scenario.CompileScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the comparison with the peers as one SVG: a panel for each scenario, a bar for each. */
public final class Chart {
  private static final int WIDTH = 820;
  private static final int PANEL = 400;
  private static final int ROW = 26;
  private static final int BARS_AT = 150;
  private static final int LONGEST = 180;
  private static final List<Kind> SHOWN =
      List.of(Kind.RUNGS, Kind.BASELINE, Kind.FLYWAY, Kind.LIQUIBASE);
  private static final Map<Kind, String> COLOURS =
      Map.of(
          Kind.RUNGS, "#1a7f64",
          Kind.BASELINE, "#8c959f",
          Kind.FLYWAY, "#bf8700",
          Kind.LIQUIBASE, "#8250df");

  private final StringBuilder body = new StringBuilder();
  private final List<Summary> summaries;
  private int panels;
  private int height;

  private Chart(List<Summary> summaries) {
    this.summaries = summaries;
  }

  /**
   * Draws the panels that there are summaries for.
   *
   * @param summaries of a run
   * @return an SVG document
   */
  public static String svg(List<Summary> summaries) {
    Chart chart = new Chart(summaries);
    chart.panel("open current, cold process", "Open a current file, cold process");
    chart.panel("fresh file, warm", "Make a fresh file");
    chart.panel("open current, warm", "Open a current file, warm");
    chart.panel("backfill", "Backfill a table");
    chart.compilePanel();
    return chart.document();
  }

  private void panel(String scenario, String title) {
    // The longest history that all of them were measured on.
    List<Summary> rows = new ArrayList<>();
    for (String size : summaries.stream().map(Summary::size).distinct().toList()) {
      List<Summary> candidate = rows(scenario, size);
      if (candidate.size() >= rows.size()) {
        rows = candidate;
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    draw(title + " (" + rows.get(0).size() + ")", rows);
  }

  /** What Rungs adds to a compile, on the first JDK, for the history that is shown in tables. */
  private void compilePanel() {
    List<Summary> rows =
        summaries.stream()
            .filter(s -> s.scenario().startsWith(CompileScenario.ADDED))
            .filter(s -> s.size().equals("100 migrations") && !s.contender().equals("verify off"))
            .toList();
    if (!rows.isEmpty()) {
      String scenario = rows.get(0).scenario();
      draw(
          "Added to a compile (100 migrations)",
          rows.stream().filter(s -> s.scenario().equals(scenario)).toList());
    }
  }

  private void draw(String title, List<Summary> rows) {
    int x = 10 + panels % 2 * PANEL;
    int y = 10 + panels / 2 * (ROW * 5 + 40);
    text(x, y + 18, "start", "bold", title);
    double most = rows.stream().mapToDouble(Summary::median).max().orElseThrow();
    for (int i = 0; i < rows.size(); i++) {
      Summary row = rows.get(i);
      int top = y + 30 + i * ROW;
      int length = (int) Math.max(2, Math.round(row.median() / most * LONGEST));
      text(x + BARS_AT - 8, top + 14, "end", "normal", row.contender());
      body.append(
          "<rect x='%d' y='%d' width='%d' height='18' rx='2' fill='%s'/>%n"
              .formatted(x + BARS_AT, top, length, colour(row)));
      String value = Report.number(row.median()) + " " + row.unit().replace("us", "µs");
      text(x + BARS_AT + length + 6, top + 14, "start", "normal", value);
    }
    panels++;
    height = Math.max(height, y + 40 + ROW * 5);
  }

  private List<Summary> rows(String scenario, String size) {
    List<Summary> rows = new ArrayList<>();
    for (Kind kind : SHOWN) {
      summaries.stream()
          .filter(s -> s.scenario().equals(scenario) && s.size().equals(size))
          .filter(s -> s.contender().equals(kind.label()))
          .forEach(rows::add);
    }
    return rows;
  }

  /** What is no contender is Rungs in some mode. */
  private static String colour(Summary row) {
    Kind kind =
        SHOWN.stream()
            .filter(k -> k.label().equals(row.contender()))
            .findFirst()
            .orElse(Kind.RUNGS);
    return COLOURS.get(kind);
  }

  private void text(int x, int y, String anchor, String weight, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x='%d' y='%d' text-anchor='%s' font-weight='%s'>%s</text>%n",
            x,
            y,
            anchor,
            weight,
            text));
  }

  private String document() {
    return """
        <svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' \
        font-family='sans-serif' font-size='12' fill='#24292f' role='img'>
        <title>Rungs, Flyway and Liquibase against a hand-written baseline: shorter is better</title>
        <rect width='%1$d' height='%2$d' rx='6' fill='#ffffff'/>
        %3$s</svg>
        """
        .formatted(WIDTH, height, body);
  }
}
