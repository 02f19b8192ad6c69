package dev.rungs.runtime.internal.open;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Looks at a path, never into the file: opening it beside SQLite would drop the locks SQLite holds
 * in this process (<a href="https://www.sqlite.org/howtocorrupt.html">howtocorrupt.html</a>,
 * section 2.2).
 */
public final class Preflight {
  /** {@code MAX_PATHNAME} of SQLite's VFS, less what {@code -journal} adds to a name. */
  private static final int LONGEST_PATH = 512 - 8;

  /** What Java puts for bytes of a name that are no text. */
  private static final char UNDECODED = '\uFFFD';

  private Preflight() {}

  /** Tells whether there is a file; refuses what cannot become one. */
  public static boolean exists(ErrorContext about) {
    Path file = about.file();
    requireUsableName(about);
    if (Files.isDirectory(file)) {
      throw exceptions()
          .notADatabase(
              about
                  .problem(file + " is a folder, not a database file.")
                  .advice("Name a file in it."));
    }
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        throw notRegular(about, null);
      }
      // SQLite takes a file of one byte for an empty one and would write over it.
      if (file.toFile().length() == 1) {
        throw exceptions()
            .notADatabase(
                about
                    .problem(file + " is not an SQLite database: it holds a single byte.")
                    .advice("Check the path."));
      }
      return true;
    }
    Path target = DatabaseAddress.target(file);
    if (target == null) {
      throw Failures.general(
          about,
          file + " cannot be created: it is a symbolic link that leads back to itself.",
          "Check its target.",
          null);
    }
    Path parent = target.toAbsolutePath().getParent();
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

  /** Says what beside the file SQLite could not use, or null if there is nothing of the kind. */
  static MigrationException oddCompanion(ErrorContext about, SQLException failure) {
    Path target = about.file() == null ? null : DatabaseAddress.target(about.file());
    if (target == null || target.getFileName() == null) {
      return null;
    }
    for (String suffix : new String[] {"-journal", "-wal", "-shm"}) {
      Path companion = target.resolveSibling(target.getFileName() + suffix);
      if (Files.exists(companion, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(companion, LinkOption.NOFOLLOW_LINKS)) {
        return Failures.general(
            about,
            about
                + " cannot be used, because "
                + companion
                + " is a folder, a link or a device. SQLite needs that name for a file of its own.",
            "Move it away.",
            failure);
      }
    }
    return null;
  }

  /** Says why a file could not be opened, or null if its path does not tell. */
  static MigrationException explain(ErrorContext about, SQLException failure) {
    Path file = about.file();
    if (file == null) {
      return null;
    }
    try {
      if (!exists(about)) {
        if (Files.isSymbolicLink(file)) {
          return Failures.missing(about, failure);
        }
        Path parent = file.toAbsolutePath().getParent();
        return parent != null && !Files.isWritable(parent)
            ? readOnly(parent + " is a folder this program may not write to", about, failure)
            : null;
      }
    } catch (MigrationException refused) {
      refused.addSuppressed(failure);
      return refused;
    }
    if (!Files.isRegularFile(file)) {
      return notRegular(about, failure);
    }
    if (!Files.isReadable(file)) {
      return readOnly("This program may not read it", about, failure);
    }
    return null;
  }

  /**
   * Refuses a path that SQLite would take for another file, or cannot take at all.
   *
   * @param about the path; its text is all that is looked at
   */
  public static void requireUsableName(ErrorContext about) {
    String defect = nameDefect(about.file());
    if (defect != null) {
      throw Failures.general(
          about, about + " cannot be used. " + defect, "Choose another path.", null);
    }
  }

  /**
   * Says why SQLite would take a path for another file, or cannot take it at all; null if it can.
   *
   * @param file its text is all that is looked at
   */
  public static String nameDefect(Path file) {
    if (file.getFileSystem() != FileSystems.getDefault()) {
      return "It is not a path of the default file system, and SQLite knows no other.";
    }
    String path = file.toAbsolutePath().toString();
    // SQLite, or the driver, would go on to another file: names reach it as text in UTF-8.
    if (path.indexOf(UNDECODED) >= 0 && (!isSame(path, file) || !hasFolder(file))) {
      return "Its name is not valid text in " + System.getProperty("sun.jnu.encoding") + ".";
    }
    // A char takes 3 bytes at most, so most paths need not be counted.
    if (path.length() * 3 > LONGEST_PATH) {
      int bytes = path.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_PATH) {
        return "Its path is too long: "
            + bytes
            + " bytes, and SQLite takes at most "
            + LONGEST_PATH
            + " (512, with the name of the journal).";
      }
    }
    return null;
  }

  /** The folder that a process was started in may have such a name too; then it is not found. */
  private static boolean hasFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder);
  }

  private static boolean isSame(String path, Path file) {
    try {
      return Path.of(path).equals(file.toAbsolutePath());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static MigrationException notRegular(ErrorContext about, SQLException failure) {
    return exceptions()
        .notADatabase(
            about
                .problem(about + " is not a regular file, but a device, a pipe or a socket.")
                .advice("Check the path.")
                .cause(failure));
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
