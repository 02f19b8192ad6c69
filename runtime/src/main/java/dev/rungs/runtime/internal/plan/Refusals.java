package dev.rungs.runtime.internal.plan;

import dev.rungs.Strategy;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.UnrecognizedSchemaException;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.List;

/** Says no: what is wrong, what was found, what to do next. */
final class Refusals {
  private static final int LISTED = 12;

  private final Facts facts;
  private final Registry registry;

  Refusals(Facts facts, Registry registry) {
    this.facts = facts;
    this.registry = registry;
  }

  MigrationException negativeVersion() {
    return unrecognized(
        subject()
            + " was not written by Rungs. Its user_version is "
            + facts.storedVersion()
            + "; versions are 0 or more. Open the file of "
            + registry.schemaName()
            + ".");
  }

  MigrationException foreignApplication(int own) {
    return unrecognized(
        subject()
            + " belongs to another program. Its application_id is "
            + facts.applicationId()
            + (own == 0 ? "; this schema sets none." : "; this program's is " + own + ".")
            + " Open another file, or name this id with applicationId("
            + facts.applicationId()
            + ") if it is yours.");
  }

  MigrationException otherSchema(String owner) {
    return unrecognized(
        subject()
            + " belongs to another schema. Its history names "
            + shorten(owner)
            + ", this registry is of "
            + registry.schemaName()
            + ". Give each schema a file of its own.");
  }

  MigrationException newer() {
    return new NewerSchemaException(
        subject()
            + " was written by a newer build. It is at version "
            + facts.storedVersion()
            + ", this build works with "
            + registry.currentVersion()
            + ". Open it with the newer build, or roll it back with rollbackTo("
            + registry.currentVersion()
            + "); allowRebuildOfNewer() would wipe it.",
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        null);
  }

  MigrationException history(String mismatch) {
    return new HistoryMismatchException(
        subject()
            + " does not agree with its history. "
            + mismatch
            + " Restore the file from a copy, or the migration from version control;"
            + " a changed migration that builds the same schema is let through by allowDrift().",
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        null);
  }

  MigrationException drift() {
    return new SchemaDriftException(
        subject()
            + " has not the schema of its version "
            + facts.storedVersion()
            + ": "
            + differences()
            + ". Undo the change made by hand, or permit it with allowDrift().",
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        null);
  }

  MigrationException rebuildRequired(int version, List<MigrationDefinition> pending) {
    StringBuilder names = new StringBuilder();
    for (MigrationDefinition migration : pending) {
      if (migration.strategy() == Strategy.REBUILD) {
        append(names, migration);
      }
    }
    return new RebuildRequiredException(
        subject()
            + " cannot be carried over from version "
            + version
            + " to "
            + registry.currentVersion()
            + ". A rebuild is pending: "
            + names
            + ". Permit the wipe with allowRebuild() and fill the store again.",
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        null);
  }

  MigrationException unapproved(int version, List<MigrationDefinition> migrations) {
    StringBuilder names = new StringBuilder();
    StringBuilder versions = new StringBuilder();
    for (MigrationDefinition migration : migrations) {
      append(names, migration);
      versions.append(versions.length() == 0 ? "" : ", ").append(migration.version());
    }
    return new DestructiveApprovalRequiredException(
        subject()
            + " would lose data on the way from version "
            + version
            + " to "
            + registry.currentVersion()
            + ". Destructive and not approved: "
            + names
            + ". Approve with allowDestructive("
            + versions
            + ").",
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        null);
  }

  MigrationException notAllowed(MigrationDefinition migration, Violation violation) {
    SqlStatement statement = UnprovenScripts.statement(migration.up().orElseThrow(), violation);
    return new MigrationFailedException(
        "Migration "
            + migration.version()
            + " ("
            + migration.name()
            + ") cannot be run. Nothing was run; "
            + subject()
            + " is at version "
            + facts.storedVersion()
            + ". At line "
            + violation.line()
            + ", column "
            + violation.column()
            + " of its script: "
            + violation.message(),
        facts.file(),
        facts.storedVersion(),
        registry.currentVersion(),
        migration.version(),
        migration.name(),
        statement == null ? null : statement.text(),
        statement == null ? 0 : statement.line(),
        null);
  }

  MigrationException ambiguous() {
    StringBuilder versions = new StringBuilder();
    for (int version : facts.schema().sameAs()) {
      versions.append(versions.length() == 0 ? "" : ", ").append(version);
    }
    return unrecognized(
        subject()
            + " has no version, and its schema is that of several: "
            + versions
            + ". They differ in data only. Choose one with adoptAs("
            + facts.schema().sameAs().get(0)
            + ").");
  }

  MigrationException notAsChosen(int chosen) {
    if (chosen > registry.currentVersion()) {
      return unrecognized(
          subject()
              + " cannot be adopted at version "
              + chosen
              + ". This build ends at version "
              + registry.currentVersion()
              + ". Choose a version from 1 to "
              + registry.currentVersion()
              + ".");
    }
    return unrecognized(
        subject()
            + " cannot be adopted at version "
            + chosen
            + ", for it has another schema: "
            + differences()
            + ". Choose the version it has, or permit the difference with allowDrift().");
  }

  MigrationException unrecognized(boolean rebuildPending) {
    String evidence =
        facts.schema().reference() == 0
            ? ". "
            : ". The nearest is version "
                + facts.schema().reference()
                + ": "
                + differences()
                + ". ";
    return unrecognized(
        subject()
            + " has tables, but no version, and its schema is that of no known version"
            + evidence
            + (rebuildPending
                ? "Open the right file; allowRebuild() would wipe this one."
                : "Open the right file, or mend the schema and choose a version with adoptAs()."));
  }

  private MigrationException unrecognized(String message) {
    return new UnrecognizedSchemaException(
        message, facts.file(), facts.storedVersion(), registry.currentVersion(), null);
  }

  private String subject() {
    return facts.file() == null ? "The database" : facts.file().toString();
  }

  private String differences() {
    List<String> all = facts.schema().differences();
    if (all.isEmpty()) {
      return "the differences are not known";
    }
    if (all.size() <= LISTED) {
      return String.join("; ", all);
    }
    return String.join("; ", all.subList(0, LISTED)) + "; and " + (all.size() - LISTED) + " more";
  }

  private static void append(StringBuilder list, MigrationDefinition migration) {
    list.append(list.length() == 0 ? "" : ", ")
        .append(migration.version())
        .append(" (")
        .append(migration.name())
        .append(')');
  }

  private static String shorten(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
