package dev.rungs.cli;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What was done, in words and as JSON. */
final class Reports {
  private Reports() {}

  static void print(Terminal terminal, Path file, MigrationReport report) {
    terminal.out().println(file + ": " + sentence(report));
    report
        .backup()
        .ifPresent(copy -> terminal.out().println("A copy from before is " + Texts.path(copy)));
    if (report.needsRepopulation()) {
      terminal.out().println("Its content was wiped: the program must fill it again.");
    }
  }

  private static String sentence(MigrationReport report) {
    int from = report.fromVersion();
    int to = report.toVersion();
    String work = Texts.count(report.applied().size(), "migration") + ", " + time(report);
    return switch (report.action()) {
      case NOTHING -> "at version " + to + ", nothing to do.";
      case CREATE -> "made at version " + to + ".";
      case ADOPT ->
          report.applied().stream().anyMatch(done -> done.kind() == AppliedMigration.Kind.APPLIED)
              ? "adopted and upgraded to version " + to + "."
              : "adopted at version " + to + ".";
      case REBUILD -> "wiped and built anew, from version " + from + " to " + to + ".";
      case UPGRADE, ROLLBACK, REFUSE -> "version " + from + " to " + to + " (" + work + ").";
    };
  }

  private static String time(MigrationReport report) {
    return Texts.duration(
        report.applied().stream()
            .map(AppliedMigration::duration)
            .reduce(Duration.ZERO, Duration::plus));
  }

  static Map<String, Object> describe(Path file, MigrationReport report) {
    return Json.object(
        "database",
        file,
        "action",
        Json.word(report.action()),
        "fromVersion",
        report.fromVersion(),
        "toVersion",
        report.toVersion(),
        "applied",
        report.applied().stream().map(Reports::describe).toList(),
        "backup",
        report.backup(),
        "needsRepopulation",
        report.needsRepopulation());
  }

  static Map<String, Object> describe(AppliedMigration migration) {
    return Json.object(
        "version",
        migration.version(),
        "name",
        migration.name(),
        "kind",
        Json.word(migration.kind()),
        "appliedAt",
        migration.appliedAt(),
        "milliseconds",
        migration.duration().toMillis(),
        "checksum",
        migration.checksum());
  }
}
