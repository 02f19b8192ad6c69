package dev.rungs.check.importing;

import dev.rungs.check.CheckReport;
import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.check.layout.Layout;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryScript;
import dev.rungs.processor.history.HistoryStatements;
import dev.rungs.processor.history.HistoryVersion;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the plan. */
final class ImportPlanner {
  private final CheckReport report;
  private final String packageName;
  private final String schemaClass;
  private final List<FolderMigration> migrations;
  private final List<HistoryVersion> scripts;
  private final int[] numbers;
  private final ClassNames classNames;
  private final Set<String> names = new HashSet<>();
  private final List<String> decisions = new ArrayList<>();

  /** Whether the first version is replaced by what SQLite made of it. */
  private boolean replaceFirst;

  ImportPlanner(CheckReport report, String packageName, String schemaClass) {
    this.report = report;
    this.packageName = packageName;
    this.schemaClass = schemaClass;
    this.migrations = report.history().migrations();
    this.scripts = report.scripts();
    this.numbers = number();
    this.classNames =
        new ClassNames(
            List.of(
                schemaClass,
                AdoptionSource.className(report.history().layout()),
                "MigrationRegistry",
                "CompleteMigrationRegistry",
                "Migration",
                "MigrationStep",
                "Up",
                "Down",
                "VersionedSchema",
                "Connection",
                "SQLException",
                "Strategy"));
  }

  ImportPlan plan(Optional<String> from) {
    int start = start(from);
    List<ImportedMigration> planned = new ArrayList<>();
    if (start > 0) {
      planned.add(baseline(start));
    }
    for (int i = start > 0 ? start + 1 : 0; i < migrations.size(); i++) {
      if (isNothing(i)) {
        decisions.add(
            "Version "
                + migrations.get(i).version()
                + " has no statement, and became no migration.");
      } else {
        planned.add(migration(i));
      }
    }
    if (planned.isEmpty()) {
      throw new FolderException("No migration has a statement. There is nothing to import.");
    }
    Map<String, Integer> byVersion = new LinkedHashMap<>();
    for (int i = 0; i < migrations.size(); i++) {
      if (numbers[i] > 0) {
        byVersion.put(migrations.get(i).version(), numbers[i]);
      }
    }
    return new ImportPlan(
        schemaClass,
        packageName,
        planned.get(0).number(),
        planned.get(planned.size() - 1).number(),
        planned,
        byVersion,
        decisions);
  }

  /** The numbers: 1, 2, 3, … where a statement is; those of SQLDelight stay, files have them. */
  private int[] number() {
    int[] numbers = new int[migrations.size()];
    int next = 0;
    for (int i = 0; i < numbers.length; i++) {
      boolean own = report.history().layout() == Layout.SQLDELIGHT;
      next = own ? Integer.parseInt(migrations.get(i).version()) : isNothing(i) ? next : next + 1;
      numbers[i] = next;
    }
    return numbers;
  }

  private boolean isNothing(int place) {
    return scripts.get(place).up().isPresent()
        && HistoryStatements.split(scripts.get(place).up().get().text()).isEmpty();
  }

  /** The place of the version to begin with, 0 for all of them. */
  private int start(Optional<String> from) {
    if (from.isPresent()) {
      for (int i = 0; i < migrations.size(); i++) {
        if (migrations.get(i).version().equals(from.get())) {
          return i;
        }
      }
      throw new FolderException(
          "There is no version "
              + from.get()
              + ". The last is "
              + migrations.get(migrations.size() - 1).version()
              + ".");
    }
    for (int i = migrations.size() - 1; i >= 0; i--) {
      Optional<String> reason = reasonNotToCarry(i);
      if (reason.isPresent()) {
        int start = compiling(i);
        explainBaseline(start, reason.get());
        return start == 0 ? firstAsBaseline() : start;
      }
    }
    return 0;
  }

  /** The first version from there on whose views and triggers work; else that one itself. */
  private int compiling(int bad) {
    for (int i = bad; i < migrations.size(); i++) {
      if (PlainDatabase.of(scripts.subList(0, i + 1)).broken().isEmpty()) {
        return i;
      }
    }
    for (String broken : PlainDatabase.of(scripts).broken()) {
      decisions.add(
          "The "
              + broken
              + " does not work in the newest version, and was left out. Drop it with "
              + report.history().layout().runner()
              + " first, or else the files that have it differ.");
    }
    return migrations.size() - 1;
  }

  /** A first version that is wrong is replaced by what SQLite made of it. */
  private int firstAsBaseline() {
    replaceFirst = true;
    return 0;
  }

  private void explainBaseline(int place, String reason) {
    String version = migrations.get(place).version();
    decisions.add(
        (place == 0
                ? "Version "
                    + version
                    + " was replaced by the schema that SQLite makes of it, because "
                : "The versions up to "
                    + version
                    + " were replaced by a baseline, which builds their schema at once, because ")
            + reason
            + (place == 0
                ? "."
                : ". A file below it is refused: bring it to "
                    + version
                    + " with "
                    + report.history().layout().title()
                    + " first. To have classes for all versions, and fix them by hand, import with"
                    + " --baseline="
                    + migrations.get(0).version()
                    + "."));
  }

  /** Why a version cannot be a migration as it is. */
  private Optional<String> reasonNotToCarry(int place) {
    FolderMigration migration = migrations.get(place);
    if (migration.isCode()) {
      return Optional.of(migration.files().get(0) + " is code");
    }
    if (report.incomplete().contains(place)) {
      return Optional.of("not all of " + migration.files().get(0) + " could be run");
    }
    return report.findings().stream()
        .filter(finding -> finding.version() == place && !finding.rollback())
        .filter(finding -> finding.severity() == Severity.ERROR)
        .filter(finding -> !ImportPlan.DECLARABLE.contains(finding.key()))
        .filter(finding -> ForgottenObjects.drops(finding).isEmpty())
        .findFirst()
        .map(
            finding ->
                finding.file()
                    + ":"
                    + finding.line()
                    + ":"
                    + finding.column()
                    + " does not compile ("
                    + finding.key()
                    + ")");
  }

  private ImportedMigration baseline(int place) {
    int number = Math.max(1, numbers[place]);
    return new ImportedMigration(
        number,
        migrations.get(place).version(),
        classNames.of("baseline", number),
        unique("baseline", number),
        "All versions of "
            + report.history().layout().title()
            + " up to "
            + migrations.get(place).version(),
        Optional.of(PlainDatabase.of(scripts.subList(0, place + 1)).sql()),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private ImportedMigration migration(int place) {
    FolderMigration migration = migrations.get(place);
    int number = numbers[place];
    String base = migration.name().isEmpty() ? "version_" + number : migration.name();
    boolean replaced = replaceFirst && place == 0;
    List<String> remarks = new ArrayList<>();
    Optional<String> up =
        replaced
            ? Optional.of(PlainDatabase.of(scripts.subList(0, 1)).sql())
            : scripts.get(place).up().map(s -> text(migration.up(), withDrops(place, s, remarks)));
    if (up.isEmpty()) {
      remarks.add("Port " + migration.files().get(0) + ", which is code.");
      decisions.add(
          "Version "
              + migration.version()
              + ": port "
              + migration.files().get(0)
              + " to Java, in the method up of its class. Until then it stops every file.");
    }
    return new ImportedMigration(
        number,
        migration.version(),
        classNames.of(base, number),
        unique(base, number),
        "Version "
            + migration.version()
            + " of "
            + report.history().layout().title()
            + ", "
            + String.join(" and ", migration.files()),
        up,
        replaced || number == numbers[0] && numbers[0] > 1
            ? Optional.empty()
            : down(place, remarks),
        losses(place),
        remarks);
  }

  /** Says in the script what its rebuild does silently, so that it compiles as it is. */
  private HistoryScript withDrops(int place, HistoryScript script, List<String> remarks) {
    List<Finding> forgotten =
        report.findings().stream()
            .filter(finding -> finding.version() == place && !finding.rollback())
            .filter(finding -> finding.severity() == Severity.ERROR)
            .filter(finding -> ForgottenObjects.drops(finding).isPresent())
            .toList();
    for (Finding finding : forgotten) {
      String drops = ForgottenObjects.drops(finding).orElseThrow();
      remarks.add("The rebuild drops this without creating it again: " + drops);
      decisions.add(
          "Version "
              + migrations.get(place).version()
              + " forgets what hung on a table that it rebuilds. Its script now says so: "
              + drops
              + " If it is still wanted, create it again in a new migration.");
    }
    return ForgottenObjects.insert(script, forgotten);
  }

  private Optional<String> down(int place, List<String> remarks) {
    FolderMigration migration = migrations.get(place);
    Optional<HistoryScript> down =
        scripts
            .get(place)
            .down()
            .filter(script -> !HistoryStatements.split(script.text()).isEmpty());
    if (down.isEmpty() || migration.isCode()) {
      return Optional.empty();
    }
    Optional<Finding> wrong =
        report.findings().stream()
            .filter(finding -> finding.version() == place && finding.rollback())
            .filter(
                finding ->
                    finding.severity() == Severity.ERROR
                        || finding.key().equals("Unverified")
                        || finding.key().equals("SqlNotAllowed"))
            .findFirst();
    if (wrong.isPresent()) {
      remarks.add("Its rollback script was left out: " + firstLine(wrong.get().message()));
      decisions.add(
          "Version "
              + migration.version()
              + ": its rollback script was left out. "
              + firstLine(wrong.get().message()));
      return Optional.empty();
    }
    return Optional.of(text(migration.down(), down.get()));
  }

  private List<String> losses(int place) {
    List<String> losses = new ArrayList<>();
    for (Finding finding : report.findings()) {
      boolean loses = finding.version() == place && !finding.rollback();
      if (loses
          && finding.severity() == Severity.ERROR
          && ImportPlan.DECLARABLE.contains(finding.key())) {
        losses.add(firstLine(finding.message()));
      }
    }
    if (!losses.isEmpty()) {
      decisions.add(
          "Version "
              + migrations.get(place).version()
              + " is declared as destructive: "
              + String.join(" ", losses));
    }
    return losses;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String text(Optional<HistoryScript> original, HistoryScript rest) {
    return ScriptText.of(original.map(HistoryScript::text).orElse(""), rest.text());
  }

  private String unique(String name, int number) {
    return names.add(name) ? name : unique(name + "_" + number, number);
  }
}
