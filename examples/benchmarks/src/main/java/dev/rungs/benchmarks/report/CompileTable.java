package dev.rungs.benchmarks.report;

import dev.rungs.benchmarks.scenario.CompileScenario;
import dev.rungs.benchmarks.workload.Javac.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Rungs adds to a compile, as one table: what {@link CompileScenario} measured. */
public final class CompileTable {
  private static final List<Mode> SHOWN =
      List.of(Mode.UNCHANGED, Mode.LAST_CHANGED, Mode.NO_CACHE, Mode.VERIFY_OFF);

  private CompileTable() {}

  /**
   * Writes the table.
   *
   * @param summaries of a run
   * @return a row for each JDK and size; empty if no compile was measured
   */
  public static String markdown(List<Summary> summaries) {
    StringBuilder text = new StringBuilder();
    for (Summary s : summaries) {
      if (s.scenario().startsWith(CompileScenario.ADDED)
          && s.contender().equals(Mode.UNCHANGED.label())) {
        String release = s.scenario().substring(CompileScenario.ADDED.length());
        text.append(row(release, s, summaries));
      }
    }
    if (text.isEmpty()) {
      return "";
    }
    return "\nAdded by Rungs to a processor that generates an empty class, median of pairs, in ms;"
        + " processor time in brackets.\n\n"
        + "| JDK | | n | empty processor | unchanged | last changed | no cache | verify off |\n"
        + "| --- | --- | --: | --: | --: | --: | --: | --: |\n"
        + text;
  }

  private static String row(String release, Summary shown, List<Summary> summaries) {
    StringBuilder row = new StringBuilder();
    Optional<Summary> floor =
        find(
            CompileScenario.JAVAC + release, shown.size(), Mode.EMPTY_PROCESSOR.label(), summaries);
    row.append("| ").append(release).append(" | ").append(shown.size()).append(" | ");
    row.append(shown.count()).append(" | ").append(whole(floor)).append(" |");
    for (Mode mode : SHOWN) {
      String cpu = CompileScenario.ADDED_CPU + release;
      row.append(' ')
          .append(
              whole(find(CompileScenario.ADDED + release, shown.size(), mode.label(), summaries)))
          .append(" (")
          .append(whole(find(cpu, shown.size(), mode.label(), summaries)))
          .append(") |");
    }
    return row.append('\n').toString();
  }

  private static Optional<Summary> find(
      String scenario, String size, String contender, List<Summary> summaries) {
    return summaries.stream()
        .filter(s -> s.scenario().equals(scenario))
        .filter(s -> s.size().equals(size) && s.contender().equals(contender))
        .findFirst();
  }

  private static String whole(Optional<Summary> summary) {
    return summary.map(s -> String.format(Locale.ROOT, "%,.0f", s.median())).orElse("");
  }
}
