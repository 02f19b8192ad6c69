package dev.rungs.runtime.internal.open;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Looks at a path, never into the file: opening it beside SQLite would drop the locks SQLite holds
 * in this process (<a href="https://www.sqlite.org/howtocorrupt.html">howtocorrupt.html</a>,
 * section 2.2).
 */
public final class Preflight {
  private Preflight() {}

  /** Tells whether there is a file; refuses what cannot become one. */
  public static boolean exists(ErrorContext about) {
    Path file = about.file();
    if (Files.isDirectory(file)) {
      throw exceptions()
          .notADatabase(
              about
                  .problem(file + " is a folder, not a database file.")
                  .advice("Name a file in it."));
    }
    if (Files.exists(file)) {
      return true;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw Files.exists(parent)
          ? Failures.general(
              about,
              file + " cannot be created: " + parent + " is not a folder.",
              "Check the path.",
              null)
          : Failures.general(
              about,
              file + " cannot be created: the folder " + parent + " does not exist.",
              "Create the folder first.",
              null);
    }
    return false;
  }

  /**
   * Says whether writing would be refused, as far as permissions tell; or null. SQLite has the last
   * word, for instance on a file system that is mounted read-only.
   */
  public static MigrationException notWritable(ErrorContext about) {
    Path file = about.file();
    Path parent = file.toAbsolutePath().getParent();
    if (Files.exists(file) && !Files.isWritable(file)) {
      return readOnly("This program may not write to it", about, null);
    }
    return parent != null && !Files.isWritable(parent)
        ? readOnly(parent + " is a folder this program may not write to", about, null)
        : null;
  }

  /** Says why a file could not be opened, or null if its path does not tell. */
  static MigrationException explain(ErrorContext about, SQLException failure) {
    Path file = about.file();
    if (file == null) {
      return null;
    }
    try {
      if (!exists(about)) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isSymbolicLink(file)) {
          return Failures.general(
              about,
              file + " is a symbolic link to a file that does not exist.",
              "Check its target.",
              failure);
        }
        return parent != null && !Files.isWritable(parent)
            ? readOnly(parent + " is a folder this program may not write to", about, failure)
            : null;
      }
    } catch (MigrationException refused) {
      refused.addSuppressed(failure);
      return refused;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      return exceptions()
          .notADatabase(
              about
                  .problem(file + " is not a regular file.")
                  .advice("Check the path.")
                  .cause(failure));
    }
    if (!Files.isReadable(file)) {
      return readOnly("This program may not read it", about, failure);
    }
    return null;
  }

  private static MigrationException readOnly(String why, ErrorContext about, SQLException failure) {
    return exceptions()
        .readOnly(
            about
                .problem(
                    about
                        + (failure == null ? " cannot be written. " : " cannot be opened. ")
                        + why
                        + ".")
                .advice("Allow it to read and write the file and its folder.")
                .cause(failure));
  }
}
