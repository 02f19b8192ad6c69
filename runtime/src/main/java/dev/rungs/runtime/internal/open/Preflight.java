package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.NotADatabaseException;
import dev.rungs.runtime.ReadOnlyDatabaseException;
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
  public static boolean exists(Subject subject) {
    Path file = subject.file();
    if (Files.isDirectory(file)) {
      throw new NotADatabaseException(
          file + " is a folder, not a database file. Name a file in it.",
          file,
          0,
          subject.currentVersion(),
          null);
    }
    if (Files.exists(file)) {
      return true;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw Failures.other(
          Files.exists(parent)
              ? file + " cannot be made: " + parent + " is not a folder. Check the path."
              : file + " cannot be made: there is no folder " + parent + ". Create it first.",
          subject,
          null);
    }
    return false;
  }

  /**
   * Says whether writing would be refused, as far as permissions tell; or null. SQLite has the last
   * word, for instance on a file system that is mounted read-only.
   */
  public static MigrationException notWritable(Subject subject) {
    Path file = subject.file();
    Path parent = file.toAbsolutePath().getParent();
    if (Files.exists(file) && !Files.isWritable(file)) {
      return readOnly("This program may not write it", subject, null);
    }
    return parent != null && !Files.isWritable(parent)
        ? readOnly(parent + " is a folder this program may not write in", subject, null)
        : null;
  }

  /** Says why a file could not be opened, or null where its path does not tell. */
  static MigrationException explain(Subject subject, SQLException failure) {
    Path file = subject.file();
    if (file == null) {
      return null;
    }
    try {
      if (!exists(subject)) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isSymbolicLink(file)) {
          return Failures.other(
              file + " is a symbolic link that leads nowhere. Check where it points.",
              subject,
              failure);
        }
        return parent != null && !Files.isWritable(parent)
            ? readOnly(parent + " is a folder this program may not write in", subject, failure)
            : null;
      }
    } catch (MigrationException refused) {
      refused.addSuppressed(failure);
      return refused;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      return new NotADatabaseException(
          file + " is not a regular file. Check the path.",
          file,
          0,
          subject.currentVersion(),
          failure);
    }
    if (!Files.isReadable(file)) {
      return readOnly("This program may not read it", subject, failure);
    }
    return null;
  }

  private static MigrationException readOnly(String why, Subject subject, SQLException failure) {
    return new ReadOnlyDatabaseException(
        subject.file()
            + (failure == null ? " cannot be written. " : " cannot be opened. ")
            + why
            + ". Give it the right to read and write the file and its folder.",
        subject.file(),
        subject.storedVersion(),
        subject.currentVersion(),
        failure);
  }
}
