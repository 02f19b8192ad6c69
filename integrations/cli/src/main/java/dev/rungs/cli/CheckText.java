package dev.rungs.cli;

import dev.rungs.check.CheckReport;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.cli.Terminal.Style;
import dev.rungs.processor.history.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A check for a terminal: by file, the most harmful first, and the sum at the end. */
final class CheckText {
  private static final int MOST_LEFT_OUT = 12;

  private final Terminal terminal;
  private final CheckReport report;
  private final int accepted;

  CheckText(Terminal terminal, CheckReport report, int accepted) {
    this.terminal = terminal;
    this.report = report;
    this.accepted = accepted;
  }

  void print() {
    FolderHistory history = report.history();
    Map<String, List<Finding>> byFile = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      byFile.computeIfAbsent(finding.file(), f -> new ArrayList<>()).add(finding);
    }
    for (List<Finding> findings : byFile.values()) {
      findings.forEach(this::print);
      println("");
    }
    boolean said = false;
    for (String note : history.notes()) {
      println("note: " + note);
      said = true;
    }
    said |= printLeftOut();
    said |= printNotChecked();
    if (said) {
      println("");
    }
    println(
        history.layout().title()
            + ": "
            + report.summary()
            + (accepted > 0 ? ", " + Texts.count(accepted, "accepted finding") : ""));
  }

  private void print(Finding finding) {
    String place =
        Texts.path(report.history().folder().resolve(finding.file()))
            + ":"
            + finding.line()
            + ":"
            + finding.column();
    String severity = CheckJson.severity(finding);
    Style style = severity.equals("error") ? Style.RED : Style.YELLOW;
    println(
        terminal.style(Style.BOLD, place)
            + ": "
            + terminal.style(style, severity)
            + ": ["
            + finding.key()
            + "] "
            + FleetText.printable(finding.message()));
    if (!finding.excerpt().isEmpty()) {
      println(FleetText.printable(finding.excerpt()));
    }
  }

  private boolean printLeftOut() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Set<String> kinds : report.leftOut().values()) {
      kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
    }
    if (counts.isEmpty()) {
      return false;
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, count) -> parts.add(kind + " (" + Texts.count(count, "file") + ")"));
    println(
        "note: Left to what runs the scripts: "
            + String.join(", ", parts)
            + ". Each script was tried in a transaction, with foreign keys off and verified at the"
            + " end.");
    return true;
  }

  private boolean printNotChecked() {
    List<FolderHistory.NotChecked> left = report.history().notChecked();
    left.stream()
        .limit(MOST_LEFT_OUT)
        .forEach(
            file -> println("not checked: " + Texts.visible(file.file()) + ": " + file.reason()));
    if (left.size() > MOST_LEFT_OUT) {
      println(
          "not checked: and " + (left.size() - MOST_LEFT_OUT) + " more files; --json has them all");
    }
    return !left.isEmpty();
  }

  private void println(String line) {
    terminal.out().println(line);
  }
}
