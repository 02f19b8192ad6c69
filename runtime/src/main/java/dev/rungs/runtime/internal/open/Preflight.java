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
  public static boolean exists(ErrorContext context) {
    Path file = context.file();
    if (Files.isDirectory(file)) {
      throw exceptions()
          .notADatabase(
              context
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
              context,
              file + " cannot be made: " + parent + " is not a folder.",
              "Check the path.",
              null)
          : Failures.general(
              context,
              file + " cannot be made: there is no folder " + parent + ".",
              "Create it first.",
              null);
    }
    return false;
  }

  /**
   * Says whether writing would be refused, as far as permissions tell; or null. SQLite has the last
   * word, for instance on a file system that is mounted read-only.
   */
  public static MigrationException notWritable(ErrorContext context) {
    Path file = context.file();
    Path parent = file.toAbsolutePath().getParent();
    if (Files.exists(file) && !Files.isWritable(file)) {
      return readOnly("This program may not write it", context, null);
    }
    return parent != null && !Files.isWritable(parent)
        ? readOnly(parent + " is a folder this program may not write in", context, null)
        : null;
  }

  /** Says why a file could not be opened, or null where its path does not tell. */
  static MigrationException explain(ErrorContext context, SQLException failure) {
    Path file = context.file();
    if (file == null) {
      return null;
    }
    try {
      if (!exists(context)) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isSymbolicLink(file)) {
          return Failures.general(
              context,
              file + " is a symbolic link that leads nowhere.",
              "Check where it points.",
              failure);
        }
        return parent != null && !Files.isWritable(parent)
            ? readOnly(parent + " is a folder this program may not write in", context, failure)
            : null;
      }
    } catch (MigrationException refused) {
      refused.addSuppressed(failure);
      return refused;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      return exceptions()
          .notADatabase(
              context
                  .problem(file + " is not a regular file.")
                  .advice("Check the path.")
                  .cause(failure));
    }
    if (!Files.isReadable(file)) {
      return readOnly("This program may not read it", context, failure);
    }
    return null;
  }

  private static MigrationException readOnly(
      String why, ErrorContext context, SQLException failure) {
    return exceptions()
        .readOnly(
            context
                .problem(
                    context
                        + (failure == null ? " cannot be written. " : " cannot be opened. ")
                        + why
                        + ".")
                .advice("Give it the right to read and write the file and its folder.")
                .cause(failure));
  }
}
