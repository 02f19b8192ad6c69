package dev.rungs.runtime.internal.plan;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ErrorDetails;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says no: what is wrong, what was found, what to do next. */
public final class Refusals {
  private static final int LISTED = 12;

  private final Facts facts;
  private final Registry registry;
  private final ErrorContext about;

  Refusals(Facts facts, Registry registry) {
    this.facts = facts;
    this.registry = registry;
    this.about = new ErrorContext(facts.file(), facts.storedVersion(), registry.currentVersion());
  }

  MigrationException negativeVersion() {
    return unrecognized(
        about
            .problem(
                about
                    + " was not written by Rungs. Its user_version is "
                    + about.storedVersion()
                    + "; versions are 0 or more.")
            .advice("Open the file of " + registry.schemaName() + "."));
  }

  MigrationException foreignApplication(int own) {
    int id = facts.applicationId();
    return unrecognized(
        about
            .problem(
                about
                    + " belongs to another program. Its application_id is "
                    + id
                    + (own == 0 ? "; this schema sets none." : "; this program's is " + own + "."))
            .advice(
                "Open another file, or name this id with applicationId(" + id + ") if it is yours.",
                Remedy.APPLICATION_ID));
  }

  MigrationException otherSchema(String owner) {
    return unrecognized(
        about
            .problem(
                about
                    + " belongs to another schema. Its history names "
                    + shorten(owner)
                    + ", this registry is of "
                    + registry.schemaName()
                    + ".")
            .advice("Give each schema a file of its own."));
  }

  MigrationException newer() {
    List<Integer> unknown = new ArrayList<>();
    boolean reversible = false;
    for (HistoryRow row : facts.history().rows()) {
      if (row.migration().version() > registry.currentVersion()) {
        reversible = (unknown.isEmpty() || reversible) && row.reversible();
        unknown.add(row.migration().version());
      }
    }
    if (unknown.isEmpty()) {
      return numberedElsewhere();
    }
    Remedy[] remedies =
        reversible
            ? new Remedy[] {Remedy.ROLL_BACK, Remedy.ALLOW_REBUILD_OF_NEWER}
            : new Remedy[] {Remedy.ALLOW_REBUILD_OF_NEWER};
    return exceptions()
        .newer(
            about
                .problem(
                    about
                        + " was written by a newer build. It is at version "
                        + about.storedVersion()
                        + ", this build works with "
                        + registry.currentVersion()
                        + ".")
                .advice(
                    reversible
                        ? "Open it with the newer build, or roll it back with rollbackTo("
                            + registry.currentVersion()
                            + "); allowRebuildOfNewer() would wipe it."
                        : "Open it with the newer build; allowRebuildOfNewer() would wipe it.",
                    remedies),
            unknown,
            List.of());
  }

  /** No build of ours wrote it, or it would have a history: its number is another tool's. */
  private MigrationException numberedElsewhere() {
    SchemaMatch schema = facts.schema();
    boolean adoptable = facts.history().isEmpty();
    String evidence;
    String advice;
    if (!adoptable) {
      evidence = "";
      advice = "Restore the file from a backup, or open the right one.";
    } else if (!schema.sameAs().isEmpty()) {
      evidence = " Its schema is that of version " + join(schema.sameAs()) + ".";
      advice =
          "If another tool numbered it, adopt it with adoptAs(" + schema.sameAs().get(0) + ").";
    } else if (schema.reference() > 0) {
      evidence =
          " Its schema is not that of any known version. The closest is version "
              + schema.reference()
              + ": "
              + differences()
              + ".";
      advice =
          "Open the right file. If another tool numbered this one, adopt it with adoptAs("
              + schema.reference()
              + ") and accept the differences with allowDrift().";
    } else {
      evidence = "";
      advice = "Open the right file. If another tool numbered this one, adopt it with adoptAs().";
    }
    return exceptions()
        .newer(
            about
                .problem(
                    about
                        + " was not stamped by Rungs. It is at version "
                        + about.storedVersion()
                        + ", this build works with "
                        + registry.currentVersion()
                        + ", and "
                        + (adoptable ? "it has no history." : "its history does not go as far.")
                        + evidence)
                .advice(advice, adoptable ? new Remedy[] {Remedy.ADOPT_AS} : new Remedy[0]),
            List.of(),
            adoptable ? schema.sameAs() : List.of());
  }

  MigrationException belowBaseline(int version) {
    return exceptions()
        .belowBaseline(
            about
                .problem(
                    about
                        + " is at version "
                        + version
                        + ", below the baseline "
                        + registry.baseline()
                        + ": this build has no migrations from there.")
                .advice(
                    "Upgrade it first with a build of the program that still has them, to version "
                        + registry.baseline()
                        + " or above."),
            registry.baseline());
  }

  MigrationException rollbackBelowBaseline(int target) {
    return exceptions()
        .belowBaseline(
            about
                .problem(
                    about
                        + " cannot be rolled back to version "
                        + target
                        + ", below the baseline "
                        + registry.baseline()
                        + ".")
                .advice(
                    "Roll back no further than version "
                        + registry.baseline()
                        + ", or restore a backup."),
            registry.baseline());
  }

  MigrationException history(HistoryCheck.Mismatch mismatch) {
    return exceptions()
        .historyMismatch(
            about
                .problem(about + " does not agree with its history. " + mismatch.message())
                .advice(
                    mismatch.isEdit()
                        ? "Restore the file from a backup, or the migration from version control."
                            + " If the changed migration builds the same schema, allowDrift()"
                            + " accepts it."
                        : "Restore the file from a backup.",
                    mismatch.isEdit() ? new Remedy[] {Remedy.ALLOW_DRIFT} : new Remedy[0]),
            mismatch.version());
  }

  MigrationException drift() {
    List<Integer> others = facts.schema().sameAs();
    if (!others.isEmpty()) {
      return halfUpgraded(others);
    }
    return exceptions()
        .drift(
            about
                .problem(mismatch())
                .advice("Undo the change, or accept it with allowDrift().", Remedy.ALLOW_DRIFT),
            facts.schema().differences());
  }

  private String mismatch() {
    return "The schema of "
        + about.name()
        + " does not match version "
        + about.storedVersion()
        + ": "
        + differences()
        + ".";
  }

  MigrationException columnOrder() {
    List<String> orders = facts.schema().orders();
    return exceptions()
        .drift(
            about
                .problem(
                    "The columns of "
                        + about.name()
                        + " stand in another order than a pending script expects: "
                        + String.join("; ", orders)
                        + ". Values would end up in the wrong columns.")
                .advice(
                    "Name the columns in the INSERT and SELECT of the pending scripts, or create"
                        + " the table again in the right order. If the order is right for them,"
                        + " accept it with allowDrift().",
                    Remedy.ALLOW_DRIFT),
            orders);
  }

  /** Another tool changed the schema and stopped before it stamped the file. */
  private MigrationException halfUpgraded(List<Integer> others) {
    int version = others.get(0);
    return exceptions()
        .drift(
            about
                .problem(
                    mismatch()
                        + " It is the schema of version "
                        + join(others)
                        + ", as if an upgrade had stopped before it set user_version.")
                .advice(
                    "If that version's data is complete, set user_version to "
                        + version
                        + "; or set it to 0 and choose the version with adoptAs("
                        + version
                        + "). Otherwise undo the change, or accept it with allowDrift().",
                    Remedy.ADOPT_AS,
                    Remedy.ALLOW_DRIFT),
            facts.schema().differences());
  }

  MigrationException rebuildRequired(int version, List<MigrationDefinition> pending) {
    List<MigrationDefinition> rebuilds =
        pending.stream().filter(m -> m.strategy() == Strategy.REBUILD).toList();
    return exceptions()
        .rebuildRequired(
            about
                .problem(
                    about
                        + " cannot be migrated from version "
                        + version
                        + " to "
                        + registry.currentVersion()
                        + ". A rebuild is pending: "
                        + names(rebuilds)
                        + ".")
                .advice(
                    "Permit a rebuild with allowRebuild(), which wipes the file, and fill it again from its"
                        + " source.",
                    Remedy.ALLOW_REBUILD),
            versions(rebuilds));
  }

  MigrationException unapproved(int version, List<MigrationDefinition> migrations) {
    return exceptions()
        .unapproved(
            about
                .problem(
                    about
                        + " would lose data if migrated from version "
                        + version
                        + " to "
                        + registry.currentVersion()
                        + ". Destructive and not approved: "
                        + names(migrations)
                        + ".")
                .advice(
                    "Approve with allowDestructive(" + join(versions(migrations)) + ").",
                    Remedy.ALLOW_DESTRUCTIVE),
            versions(migrations));
  }

  MigrationException notAllowed(MigrationDefinition migration, Violation violation) {
    SqlStatement statement = UnprovenScripts.statement(migration.up().orElseThrow(), violation);
    return exceptions()
        .failed(
            about.problem(
                "Migration "
                    + migration.version()
                    + " ("
                    + migration.name()
                    + ") cannot be run. Nothing was run; "
                    + about.name()
                    + " is at version "
                    + about.storedVersion()
                    + ". At line "
                    + violation.line()
                    + ", column "
                    + violation.column()
                    + " of its script: "
                    + violation.message()),
            migration.version(),
            migration.name(),
            statement == null ? null : statement.text(),
            statement == null ? 0 : statement.line());
  }

  MigrationException ambiguous() {
    List<Integer> same = facts.schema().sameAs();
    return exceptions()
        .unrecognized(
            about
                .problem(
                    about
                        + " has no version number, and several versions have its schema: "
                        + join(same)
                        + ". They differ in data only.")
                .advice("Choose one with adoptAs(" + same.get(0) + ").", Remedy.ADOPT_AS),
            same,
            0,
            List.of());
  }

  MigrationException notAsChosen(int chosen) {
    if (chosen > registry.currentVersion() || chosen < registry.baseline()) {
      return unrecognized(
          about
              .problem(
                  about
                      + " cannot be adopted at version "
                      + chosen
                      + ". This build has versions "
                      + registry.baseline()
                      + " to "
                      + registry.currentVersion()
                      + ".")
              .advice(
                  "Choose a version from "
                      + registry.baseline()
                      + " to "
                      + registry.currentVersion()
                      + ".",
                  Remedy.ADOPT_AS));
    }
    return exceptions()
        .unrecognized(
            about
                .problem(
                    about
                        + " cannot be adopted at version "
                        + chosen
                        + ", because its schema differs: "
                        + differences()
                        + ".")
                .advice(
                    "Choose the version whose schema it has, or accept the differences with allowDrift().",
                    Remedy.ADOPT_AS,
                    Remedy.ALLOW_DRIFT),
            List.of(),
            facts.schema().reference(),
            facts.schema().differences());
  }

  MigrationException unrecognized(boolean rebuildPending) {
    int nearest = facts.schema().reference();
    String evidence =
        nearest == 0 ? "." : ". The closest is version " + nearest + ": " + differences() + ".";
    ErrorDetails details =
        about.problem(
            about
                + " has tables but no version number, and its schema is not that of any known version"
                + evidence);
    return exceptions()
        .unrecognized(
            rebuildPending
                ? details.advice(
                    "Open the right file; allowRebuild() would wipe this one.",
                    Remedy.ALLOW_REBUILD)
                : details.advice(
                    "Open the right file, or fix the schema and choose a version with adoptAs().",
                    Remedy.ADOPT_AS),
            List.of(),
            nearest,
            facts.schema().differences());
  }

  /** Lists numbers. */
  public static String join(List<Integer> versions) {
    return versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static MigrationException unrecognized(ErrorDetails details) {
    return exceptions().unrecognized(details, List.of(), 0, List.of());
  }

  private static List<Integer> versions(List<MigrationDefinition> migrations) {
    return migrations.stream().map(MigrationDefinition::version).toList();
  }

  private String differences() {
    List<String> all = facts.schema().differences();
    if (all.isEmpty()) {
      return "the differences are unknown";
    }
    if (all.size() <= LISTED) {
      return String.join("; ", all);
    }
    return String.join("; ", all.subList(0, LISTED)) + "; and " + (all.size() - LISTED) + " more";
  }

  private static String names(List<MigrationDefinition> migrations) {
    return migrations.stream()
        .map(migration -> migration.version() + " (" + migration.name() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String shorten(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
