package dev.rungs.check.importing;

import dev.rungs.check.CheckReport;
import dev.rungs.processor.history.HistoryCheck;
import dev.rungs.processor.history.HistoryScript;
import dev.rungs.processor.history.HistoryVersion;
import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an import makes of a history.
 *
 * <p>The result compiles. A migration that loses data is declared as destructive. What cannot be
 * declared away (SQL that fails on rows, a view that breaks, a migration in code) ends up in the
 * baseline: its effect is known, its way is not. A rollback script that does not undo is left out.
 *
 * @param schemaClass the simple name of the schema class
 * @param packageName its package
 * @param baseline the lowest number
 * @param current the highest number
 * @param migrations in order
 * @param numbers the number of each version of the tool, in order
 * @param decisions what a person must still decide or know
 */
record ImportPlan(
    String schemaClass,
    String packageName,
    int baseline,
    int current,
    List<ImportedMigration> migrations,
    Map<String, Integer> numbers,
    List<String> decisions) {
  static final Set<String> DECLARABLE = Set.of("UndeclaredDestructive", "Unverified");

  static ImportPlan of(
      CheckReport report, String packageName, String schemaClass, Optional<String> from) {
    return new ImportPlanner(report, packageName, schemaClass).plan(from);
  }

  /** What of the result does not compile, in words. */
  List<String> problems() {
    List<HistoryVersion> versions =
        migrations.stream()
            .map(
                migration ->
                    new HistoryVersion(
                        String.valueOf(migration.number()),
                        migration
                            .up()
                            .map(sql -> new HistoryScript(ClassSource.upFile(migration), sql)),
                        migration
                            .down()
                            .map(sql -> new HistoryScript(ClassSource.downFile(migration), sql))))
            .toList();
    HistoryCheck.Settings settings =
        new HistoryCheck.Settings(
            Duration.ofSeconds(30), place -> true, place -> {}, Extensions.NONE);
    return HistoryCheck.run(versions, settings).findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .filter(finding -> !DECLARABLE.contains(finding.key()))
        .map(
            finding ->
                "It does not compile yet: "
                    + finding.file()
                    + ":"
                    + finding.line()
                    + ":"
                    + finding.column()
                    + ": "
                    + finding.message().lines().findFirst().orElse(""))
        .toList();
  }
}
