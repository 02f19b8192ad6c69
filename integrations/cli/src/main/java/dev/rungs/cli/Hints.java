package dev.rungs.cli;

import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.SchemaDriftException;

/** The command that shows more about a refusal. */
final class Hints {
  private Hints() {}

  /** One line, or null if no command shows more. */
  static String of(Exception problem, RootCommand root) {
    String hint = text(problem, root);
    return hint == null ? null : root.typed(hint);
  }

  private static String text(Exception problem, RootCommand root) {
    String name = root.session.name();
    if (problem instanceof DestructiveApprovalRequiredException
        || problem instanceof RebuildRequiredException) {
      return "'" + name + " plan --execute-on-copy' shows what it does to the data.";
    }
    if (problem instanceof SchemaDriftException || problem instanceof HistoryMismatchException) {
      return "'" + name + " verify' shows everything that is wrong.";
    }
    return null;
  }
}
