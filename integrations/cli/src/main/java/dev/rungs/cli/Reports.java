package dev.rungs.cli;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationReport;
import java.time.Duration;

/** What was done, as text and as JSON. */
final class Reports {
  private Reports() {}

  static void print(Terminal terminal, Database database, MigrationReport report) {
    terminal.out().println(database + ": " + sentence(report));
    report.backup().ifPresent(copy -> terminal.out().println("Backup: " + Texts.path(copy)));
    if (report.needsRepopulation()) {
      terminal.out().println("Its content was wiped. The program must fill it again.");
    }
  }

  private static String sentence(MigrationReport report) {
    int from = report.fromVersion();
    int to = report.toVersion();
    String work = Texts.count(report.applied().size(), "migration") + ", " + time(report);
    return switch (report.action()) {
      case NOTHING -> "at version " + to + ", nothing to do.";
      case CREATE -> "created at version " + to + ".";
      case ADOPT ->
          report.applied().stream().anyMatch(done -> done.kind() == AppliedMigration.Kind.APPLIED)
              ? "adopted and upgraded to version " + to + "."
              : "adopted at version " + to + ".";
      case REBUILD -> "wiped and rebuilt, from version " + from + " to " + to + ".";
      case UPGRADE, ROLLBACK, REFUSE -> "version " + from + " to " + to + " (" + work + ").";
    };
  }

  private static String time(MigrationReport report) {
    return Texts.duration(
        report.applied().stream()
            .map(AppliedMigration::duration)
            .reduce(Duration.ZERO, Duration::plus));
  }

  static Json.Fields describe(Database database, MigrationReport report) {
    return Json.object()
        .put("database", database)
        .put("action", Json.word(report.action()))
        .put("fromVersion", report.fromVersion())
        .put("toVersion", report.toVersion())
        .put("applied", report.applied().stream().map(Reports::describe).toList())
        .put("backup", report.backup())
        .put("needsRepopulation", report.needsRepopulation());
  }

  static Json.Fields describe(AppliedMigration migration) {
    return Json.object()
        .put("version", migration.version())
        .put("name", migration.name())
        .put("kind", Json.word(migration.kind()))
        .put("appliedAt", migration.appliedAt())
        .put("milliseconds", migration.duration().toMillis())
        .put("checksum", migration.checksum());
  }
}
