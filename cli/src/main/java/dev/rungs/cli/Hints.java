package dev.rungs.cli;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.UnrecognizedSchemaException;

/** The next command to type after a refusal: the runtime's messages speak to programmers. */
final class Hints {
  private Hints() {}

  /** One line, or null where there is nothing to type. */
  static String of(Exception problem, RootCommand root) {
    String name = root.session.name();
    if (problem instanceof DestructiveApprovalRequiredException) {
      return "See what it does to the data with '"
          + name
          + " plan --execute-on-copy', then approve it with '"
          + name
          + " up --allow-destructive=VERSION'.";
    }
    if (problem instanceof RebuildRequiredException) {
      return "Permit the content to be wiped with '" + name + " up --allow-rebuild'.";
    }
    if (problem instanceof SchemaDriftException) {
      return "See the differences with '"
          + name
          + " verify'; mend the file, or go on with '"
          + name
          + " up --allow-drift'.";
    }
    if (problem instanceof NewerSchemaException) {
      return "Use the newer program, or undo its versions with '" + name + " down --to VERSION'.";
    }
    if (problem instanceof UnrecognizedSchemaException) {
      return "Check --db and --registry; '" + name + " adopt --as VERSION' tells the version.";
    }
    if (problem instanceof HistoryMismatchException) {
      return "Look at '" + name + " history' and '" + name + " verify'.";
    }
    if (problem instanceof DatabaseBusyException) {
      return "Close the program that has it open, or wait longer with --busy-timeout.";
    }
    return null;
  }
}
