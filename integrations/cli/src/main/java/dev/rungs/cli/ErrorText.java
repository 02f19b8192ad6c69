package dev.rungs.cli;

import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationException;
import java.nio.file.Path;

/** Says what went wrong, as text and as JSON. */
final class ErrorText {
  private ErrorText() {}

  /** What is wrong, in the words of the command line. */
  static String message(Exception problem, RootCommand root) {
    return root.typed(text(problem, root));
  }

  private static String text(Exception problem, RootCommand root) {
    if (problem instanceof MigrationCancelledException cancelled) {
      return "Stopped. The running migration was rolled back; "
          + cancelled.file().map(Path::toString).orElse("the database")
          + " is at version "
          + cancelled.storedVersion()
          + ". Run "
          + root.session.name()
          + " up to continue.";
    }
    return problem instanceof MigrationException migration
        ? Wording.of(migration, root.session.name())
        : String.valueOf(problem.getMessage()).strip();
  }

  static Json.Fields describe(Exception problem, RootCommand root) {
    Json.Fields error =
        Json.object().put("type", type(problem)).put("message", message(problem, root));
    if (problem instanceof MigrationException migration) {
      error.put("storedVersion", migration.storedVersion());
      error.put("currentVersion", migration.currentVersion());
    }
    error.put("hint", Hints.of(problem, root));
    return error;
  }

  /** Part of the JSON that scripts read: it does not follow the names of our own classes. */
  private static String type(Exception problem) {
    return problem instanceof CommandFailure
        ? "CommandFailure"
        : problem.getClass().getSimpleName().replaceFirst("Exception$", "");
  }
}
