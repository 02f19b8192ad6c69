package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.DiskSync;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.PrivateFile;
import dev.rungs.runtime.internal.open.Sql;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.DoubleConsumer;

/**
 * Copies a database that may be in use, by SQLite's own <a
 * href="https://www.sqlite.org/backup.html">online backup</a>. A copy of the file alone would miss
 * what is in the log.
 *
 * <p>Until the copy is complete it has another name: a process that is killed leaves no half of a
 * file under the name that was asked for.
 */
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * Makes a copy, as readable as the original.
   *
   * @param about the file
   * @param copy where the copy is to be; nothing may be there
   * @param busyTimeoutMillis how long to wait for a lock
   */
  public static void make(ErrorContext about, Path copy, int busyTimeoutMillis) {
    // A file that is no database is found out before anything is created.
    ReadAccess.read(
        about,
        busyTimeoutMillis,
        opened -> Sql.number(opened.connection(), "SELECT count(*) FROM main.sqlite_schema"));
    requireFree(about, copy, null);
    Path part = copy.resolveSibling(copy.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      PrivateFile.create(part, about.file());
      write(about.file(), part, busyTimeoutMillis, share -> {});
      publish(about, part, copy);
      DiskSync.folder(copy.toAbsolutePath().getParent());
    } catch (SQLException e) {
      throw Failures.of(e, about);
    } catch (IOException e) {
      throw Failures.general(
          about,
          "No backup can be created as " + copy + ": " + e + ".",
          "Name a folder that can be written.",
          e);
    } finally {
      part.toFile().delete();
    }
  }

  /**
   * Writes a database over an existing file.
   *
   * @param file the database
   * @param target an existing file; what it holds is of no use if this fails
   * @param told is told the share that is done, from 0 to 1, on the calling thread
   * @throws SQLException if it fails; {@code SQLITE_INTERRUPT} if the thread is interrupted
   */
  public static void write(Path file, Path target, int busyTimeoutMillis, DoubleConsumer told)
      throws SQLException {
    BackgroundCopy.run(file, target, busyTimeoutMillis, told);
  }

  /** Gives the copy its name, which fails if it was taken meanwhile. */
  private static void publish(ErrorContext about, Path part, Path copy) throws IOException {
    try {
      Files.createLink(copy, part);
    } catch (FileAlreadyExistsException e) {
      requireFree(about, copy, e);
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without hard links.
      requireFree(about, copy, e);
      Files.move(part, copy);
    }
  }

  private static void requireFree(ErrorContext about, Path copy, Exception cause) {
    Preflight.requireUsableName(new ErrorContext(copy, 0, about.currentVersion()));
    if (HardenedConnection.isInMemory(copy) || copy.toString().isEmpty()) {
      throw Failures.general(
          about, "A backup of " + about + " needs a file of its own.", "Name a file.", cause);
    }
    if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
      throw Failures.general(
          about,
          copy + " already exists and will not be overwritten.",
          "Name another file.",
          cause);
    }
  }
}
