package dev.rungs.runtime.internal.apply;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.HistoryReader;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryRow;
import dev.rungs.runtime.internal.plan.Refusals;
import dev.rungs.runtime.internal.plan.UnprovenScripts;
import dev.rungs.runtime.internal.sql.ScriptRules;
import dev.rungs.runtime.internal.sql.Violation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects how versions are undone, from the top down, before any is undone: those this build knows
 * by its registry, those of a newer build by the SQL that build left in history.
 *
 * <p>SQL that comes out of a file is run only if the caller approved that version, its checksum is
 * intact, and it does nothing a migration may not do.
 */
final class UndoPlan {
  private final MigrationContext context;
  private final History history;
  private final ErrorContext about;

  UndoPlan(MigrationContext context, History history, int storedVersion) {
    this.context = context;
    this.history = history;
    this.about = context.about(storedVersion);
  }

  /** Returns what is to be undone, the top first; refuses if any of it cannot be. */
  List<MigrationDefinition> down(int target) throws SQLException {
    List<MigrationDefinition> undone = new ArrayList<>();
    for (int v = about.storedVersion(); v > target; v--) {
      undone.add(v <= about.currentVersion() ? known(v) : unknown(v));
    }
    requireApproval(undone, target);
    return undone;
  }

  private MigrationDefinition known(int version) {
    MigrationDefinition migration = context.registry().migration(version);
    if (!migration.reversible()) {
      throw irreversible(
          version,
          migration.name(),
          migration.strategy() == Strategy.REBUILD
              ? "It was a rebuild, and the wiped data is gone."
              : "It has no @Down.");
    }
    Violation violation = UnprovenScripts.inDown(migration);
    if (violation != null) {
      throw irreversible(
          version, migration.name(), "Its @Down is not allowed: " + violation.message());
    }
    return migration;
  }

  private MigrationDefinition unknown(int version) throws SQLException {
    HistoryRow row = history.row(version).orElse(null);
    String name = row == null ? "unknown" : row.migration().name();
    if (row == null || row.strategy() == Strategy.REBUILD || !row.reversible()) {
      throw irreversible(
          version, name, "This build does not have it, and the file holds no SQL that undoes it.");
    }
    Optional<String> down = HistoryReader.undoScript(context.connection(), version);
    if (down.isEmpty()) {
      throw exceptions()
          .historyMismatch(
              about
                  .problem(
                      "The @Down SQL of version "
                          + version
                          + " ("
                          + name
                          + ") that "
                          + about.name()
                          + " holds was changed: its checksum does not match.")
                  .advice(
                      "Roll back with the build that wrote it, or restore the file from a backup."),
              version);
    }
    List<Violation> violations = ScriptRules.violations(down.get());
    if (!violations.isEmpty()) {
      throw irreversible(
          version,
          name,
          "The SQL that the file holds is not allowed: " + violations.get(0).message());
    }
    MigrationDefinition.Builder migration =
        MigrationDefinition.builder(version, name, HistoryReader.TABLE).up("").down(down.get());
    return (row.destructive() ? migration.destructive() : migration).build();
  }

  private void requireApproval(List<MigrationDefinition> undone, int target) {
    StringBuilder names = new StringBuilder();
    List<Integer> versions = new ArrayList<>();
    for (MigrationDefinition migration : undone) {
      if (!context.settings().permissions().approves(migration.version())) {
        String comma = names.length() == 0 ? "" : ", ";
        names.append(comma).append(migration.version()).append(" (");
        names.append(migration.name()).append(')');
        versions.add(migration.version());
      }
    }
    if (names.length() > 0) {
      throw exceptions()
          .unapproved(
              about
                  .problem(
                      "Rolling "
                          + about.name()
                          + " back from version "
                          + about.storedVersion()
                          + " to "
                          + target
                          + " may lose data. Not approved: "
                          + names
                          + ".")
                  .advice(
                      "Approve with allowDestructive(" + Refusals.join(versions) + ").",
                      Remedy.ALLOW_DESTRUCTIVE),
              versions);
    }
  }

  private MigrationException irreversible(int version, String name, String why) {
    return exceptions()
        .irreversible(
            about
                .problem(
                    "Version "
                        + version
                        + " ("
                        + name
                        + ") of "
                        + about.name()
                        + " cannot be undone. "
                        + why)
                .advice(
                    "Restore a backup from before it, or roll back no further than version "
                        + version
                        + "."),
            version,
            name);
  }
}
