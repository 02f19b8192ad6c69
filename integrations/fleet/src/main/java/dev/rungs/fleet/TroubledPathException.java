package dev.rungs.fleet;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that is not even given to a migrator: there is none to migrate, or no place for its
 * backup. A fleet never creates a database: a path may be mistyped.
 */
final class TroubledPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCause failureCause;
  private final String advice;

  TroubledPathException(FailureCause failureCause, String problem, String advice) {
    super(problem);
    this.failureCause = failureCause;
    this.advice = advice;
  }

  String advice() {
    return advice;
  }

  FailureCause failureCause() {
    return failureCause;
  }

  /** Refuses what is not a file that exists. Looks at the path, never into the file. */
  static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw Files.isReadable(file)
          ? new TroubledPathException(
              FailureCause.FOLDER, file + " is a folder, not a database file.", "Check the path.")
          : new TroubledPathException(
              FailureCause.UNREADABLE,
              file
                  + " is a folder that this program may not read, so databases in it were not found.",
              "Give this program the right to read it.");
    }
    if (Files.exists(file)) {
      return;
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.notExists(file)) {
      throw new TroubledPathException(
          FailureCause.UNREADABLE,
          file + " cannot be read, because this program may not look into its folder.",
          "Give this program the right to read the folder.");
    }
    if (Files.isSymbolicLink(file)) {
      throw new TroubledPathException(
          FailureCause.DANGLING_LINK,
          file + " is a symbolic link to a file that does not exist.",
          "Check where it points.");
    }
    throw new TroubledPathException(
        FailureCause.MISSING, "There is no file " + file + ".", "Check the path.");
  }
}
