package dev.rungs.cli;

import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.UnrecognizedSchemaException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in options what the runtime's advice says in methods: that is written for the programmer who
 * calls it, and this for the person who types. It follows from what an exception carries, never
 * from the text of its message.
 */
final class Wording {
  private final MigrationException failure;
  private final Set<Remedy> remedies;
  private final String name;

  private Wording(MigrationException failure, String name) {
    this.failure = failure;
    this.remedies = failure.remedies();
    this.name = name;
  }

  /** What is wrong and what to do next, for the command of this name. */
  static String of(MigrationException failure, String name) {
    String advice = new Wording(failure, name).advice();
    return advice.isEmpty() ? failure.problem() : failure.problem() + " " + advice;
  }

  private String advice() {
    if (failure instanceof DestructiveApprovalRequiredException unapproved) {
      return "Approve with --allow-destructive=" + list(unapproved.versions()) + ".";
    }
    if (failure instanceof NewerSchemaException newer) {
      return newer(newer.candidates());
    }
    if (failure instanceof UnrecognizedSchemaException unrecognized) {
      return unrecognized(unrecognized);
    }
    if (failure instanceof SchemaDriftException) {
      return "Undo the change that was made outside Rungs, or permit it with --allow-drift.";
    }
    if (failure instanceof HistoryMismatchException) {
      return has(Remedy.ALLOW_DRIFT)
          ? "Restore the file from a backup, or the migration from version control; if the changed"
              + " migration builds the same schema, --allow-drift accepts it."
          : failure.advice();
    }
    if (has(Remedy.ALLOW_REBUILD)) {
      return "Permit the wipe with --allow-rebuild; the program must then restore the content.";
    }
    if (has(Remedy.BUSY_TIMEOUT)) {
      return "Close it there, or wait longer with --busy-timeout.";
    }
    if (has(Remedy.WITHOUT_BACKUPS)) {
      return "Name another folder with --backups, or use --no-backup.";
    }
    if (has(Remedy.BACKUPS)) {
      return "Name a folder that can be written with --copy-in.";
    }
    return failure.advice();
  }

  private String newer(List<Integer> candidates) {
    if (!candidates.isEmpty()) {
      return "If another tool numbered it, give it that version with '"
          + name
          + " adopt --as "
          + candidates.get(0)
          + "'.";
    }
    if (has(Remedy.ADOPT_AS)) {
      return "Name the right file. If another tool numbered this one, give it a version with '"
          + name
          + " adopt --as VERSION'; add --allow-drift if its schema differs from that version.";
    }
    return "Open it with the newer build"
        + (has(Remedy.ROLL_BACK)
            ? ", or roll it back with '" + name + " down --to " + failure.currentVersion() + "'"
            : "")
        + "; --allow-rebuild-of-newer would wipe it.";
  }

  private String unrecognized(UnrecognizedSchemaException unrecognized) {
    if (!unrecognized.candidates().isEmpty()) {
      return "Choose one with '" + name + " adopt --as " + unrecognized.candidates().get(0) + "'.";
    }
    if (has(Remedy.APPLICATION_ID)) {
      return "Name another file, or this id with --application-id if the file is yours.";
    }
    if (has(Remedy.ALLOW_REBUILD)) {
      return "Name the right file; --allow-rebuild would wipe this one.";
    }
    if (has(Remedy.ADOPT_AS)) {
      return "Name the right file, or change its schema to that of a version and run '"
          + name
          + " adopt --as VERSION'"
          + (has(Remedy.ALLOW_DRIFT) ? ", with --allow-drift to accept the differences." : ".");
    }
    return failure.advice();
  }

  private boolean has(Remedy remedy) {
    return remedies.contains(remedy);
  }

  /** A list of versions is one word on the command line. */
  private static String list(List<Integer> versions) {
    return versions.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
