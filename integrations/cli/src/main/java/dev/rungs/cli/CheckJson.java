package dev.rungs.cli;

import dev.rungs.check.CheckReport;
import dev.rungs.check.Harm;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.processor.history.Finding;
import java.util.List;
import java.util.Locale;

/** A check as JSON. */
final class CheckJson {
  private CheckJson() {}

  static Json.Fields of(CheckReport report, int accepted) {
    List<FolderMigration> migrations = report.history().migrations();
    return Json.object()
        .put("folder", report.history().folder().toString())
        .put("layout", report.history().layout().word())
        .put("migrations", migrations.size())
        .put("judged", report.judged())
        .put("accepted", accepted)
        .put("summary", report.summary())
        .put(
            "findings",
            report.findings().stream()
                .map(finding -> finding(finding, migrations.get(finding.version())))
                .toList())
        .put(
            "notChecked",
            report.history().notChecked().stream()
                .map(left -> Json.object().put("file", left.file()).put("reason", left.reason()))
                .toList())
        .put(
            "leftToTheTool",
            report.leftOut().entrySet().stream()
                .map(
                    entry ->
                        Json.object()
                            .put("file", entry.getKey())
                            .put("what", List.copyOf(entry.getValue())))
                .toList())
        .put("notes", report.history().notes());
  }

  private static Json.Fields finding(Finding finding, FolderMigration migration) {
    return Json.object()
        .put("rule", finding.key())
        .put("severity", severity(finding))
        .put("harm", Json.word(Harm.of(finding)))
        .put("version", migration.version())
        .put("rollback", finding.rollback())
        .put("file", finding.file())
        .put("line", finding.line())
        .put("column", finding.column())
        .put("message", finding.message())
        .put("excerpt", finding.excerpt());
  }

  /** As {@code warning}. */
  static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
