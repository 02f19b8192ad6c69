package dev.rungs.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes summaries for people and for programs. */
public final class Report {
  private Report() {}

  /**
   * Writes a Markdown table for each scenario and size, with ratios where contenders are compared.
   *
   * @param summaries grouped by scenario and size
   * @return the text
   */
  public static String markdown(List<Summary> summaries) {
    StringBuilder text = new StringBuilder();
    String heading = "";
    for (Summary s : summaries) {
      String own = s.scenario() + ", " + s.size();
      boolean compares = s.ratio().isPresent();
      if (!own.equals(heading)) {
        text.append("\n**").append(own).append("**\n\n");
        text.append("| | median | least | most | n |").append(compares ? " ratio |\n" : "\n");
        text.append("| --- | --: | --: | --: | --: |").append(compares ? " --: |\n" : "\n");
        heading = own;
      }
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s %s | %s | %s | %d |",
              s.contender(),
              number(s.median()),
              s.unit(),
              number(s.least()),
              number(s.most()),
              s.count()));
      s.ratio().ifPresent(ratio -> text.append(String.format(Locale.ROOT, " %.2f |", ratio)));
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * Writes comma-separated values.
   *
   * @param summaries in any order
   * @return the text, a heading first
   */
  public static String csv(List<Summary> summaries) {
    StringBuilder text =
        new StringBuilder("scenario,size,contender,unit,median,least,most,n,ratio\n");
    for (Summary s : summaries) {
      text.append(
          String.format(
              Locale.ROOT,
              "\"%s\",\"%s\",\"%s\",%s,%.3f,%.3f,%.3f,%d,",
              s.scenario(),
              s.size(),
              s.contender(),
              s.unit(),
              s.median(),
              s.least(),
              s.most(),
              s.count()));
      s.ratio().ifPresent(ratio -> text.append(String.format(Locale.ROOT, "%.3f", ratio)));
      text.append('\n');
    }
    return text.toString();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
