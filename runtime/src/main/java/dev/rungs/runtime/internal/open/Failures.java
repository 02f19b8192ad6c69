package dev.rungs.runtime.internal.open;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Turns what SQLite says into what is wrong with a file and what to do next.
 *
 * <p>Codes are those of <a href="https://www.sqlite.org/rescode.html">rescode.html</a>.
 */
public final class Failures {
  private Failures() {}

  /** Returns the extended result code, 0 if the driver gave none. */
  public static int code(SQLException failure) {
    if (failure instanceof SQLiteException known) {
      return known.getResultCode().code;
    }
    return failure.getErrorCode();
  }

  /** Returns the primary result code. */
  public static SQLiteErrorCode primary(SQLException failure) {
    return SQLiteErrorCode.getErrorCode(code(failure) & 0xff);
  }

  /** Tells whether another connection holds what was asked for. */
  public static boolean isBusy(SQLException failure) {
    SQLiteErrorCode primary = primary(failure);
    // PROTOCOL: others were at the log so often that SQLite gave up.
    return primary == SQLiteErrorCode.SQLITE_BUSY
        || primary == SQLiteErrorCode.SQLITE_LOCKED
        || primary == SQLiteErrorCode.SQLITE_PROTOCOL;
  }

  /**
   * Tells whether SQLite may have rolled the whole transaction back by itself (<a
   * href="https://www.sqlite.org/lang_transaction.html">lang_transaction.html</a>, section 3).
   * Whatever is run after such an error would be committed at once.
   */
  public static boolean mayEndTransaction(SQLException failure) {
    return switch (primary(failure)) {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_BUSY, SQLITE_INTERRUPT -> true;
      default -> false;
    };
  }

  /** Tells whether a transaction of a process that died must be undone before a read. */
  public static boolean needsRecovery(SQLException failure) {
    int code = code(failure);
    return code == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK.code
        || code == SQLiteErrorCode.SQLITE_READONLY_RECOVERY.code;
  }

  /** Tells whether SQLite itself could not be loaded. */
  static boolean isNotLoaded(SQLException failure) {
    return code(failure) == 0 && failure.getCause() != null;
  }

  /** Returns what is wrong with a file; never null. */
  public static MigrationException of(SQLException failure, ErrorContext about) {
    MigrationException known = ofFile(failure, about);
    if (known != null) {
      return known;
    }
    if (primary(failure) == SQLiteErrorCode.SQLITE_CANTOPEN) {
      MigrationException explained = Preflight.explain(about, failure);
      if (explained != null) {
        return explained;
      }
    }
    if (isNotLoaded(failure)) {
      return general(
          about,
          "SQLite could not be loaded for "
              + about.name()
              + ". "
              + (failure.getCause() instanceof LinkageError
                  ? ""
                  : sentence(failure.getCause()) + " ")
              + LibraryFolder.describe(),
          "Set org.sqlite.tmpdir (or java.io.tmpdir) to a folder that libraries may be loaded from,"
              + " and check that native access is enabled.",
          failure);
    }
    return general(
        about,
        about + " could not be used. " + says(failure),
        "Check the file and its folder.",
        failure);
  }

  /** Nothing is there, and nothing is to be created. */
  public static MigrationException missing(ErrorContext about, SQLException failure) {
    Path file = about.file();
    return exceptions()
        .missing(
            Files.isSymbolicLink(file)
                ? about
                    .problem(file + " is a symbolic link to a file that does not exist.")
                    .advice("Check its target.")
                    .cause(failure)
                : about
                    .problem(file + " does not exist.")
                    .advice("Check the path.")
                    .cause(failure));
  }

  /** As {@link #of}, after an attempt to open a file that was not to be created. */
  public static MigrationException ofExisting(SQLException failure, ErrorContext about) {
    return primary(failure) == SQLiteErrorCode.SQLITE_CANTOPEN && Files.notExists(about.file())
        ? missing(about, failure)
        : of(failure, about);
  }

  /**
   * Returns what is wrong with a file, or null if it is not the file that is at fault but what was
   * asked of it.
   */
  public static MigrationException ofFile(SQLException failure, ErrorContext about) {
    MigrationException companion =
        switch (primary(failure)) {
          case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_READONLY ->
              Preflight.oddCompanion(about, failure);
          default -> null;
        };
    if (companion != null) {
      return companion;
    }
    return switch (primary(failure)) {
      case SQLITE_NOTADB ->
          exceptions()
              .notADatabase(
                  about
                      .problem(
                          about + " is not an SQLite database, or is encrypted. " + says(failure))
                      .advice("Check the path.")
                      .cause(failure));
      case SQLITE_CORRUPT -> corrupt(says(failure), about, failure);
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> busy(failure, about);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          exceptions()
              .readOnly(
                  about
                      .problem(about + " cannot be written. " + says(failure))
                      .advice("Allow this program to write to the file and its folder.")
                      .cause(failure));
      case SQLITE_FULL -> full(says(failure), about, failure);
      case SQLITE_INTERRUPT -> cancelled(about, failure);
      default ->
          says(failure).contains("unsupported file format")
              ? corrupt(says(failure), about, failure)
              : null;
    };
  }

  /** The file is damaged. */
  public static MigrationException corrupt(String evidence, ErrorContext about, Throwable cause) {
    return exceptions()
        .corrupt(
            about
                .problem(about + " is damaged. " + evidence)
                .advice(
                    "Restore it from a backup, or recover what is left with the sqlite3 shell's"
                        + " .recover.")
                .cause(cause));
  }

  /** There is not enough space. */
  public static MigrationException full(String evidence, ErrorContext about, Throwable cause) {
    return exceptions()
        .diskFull(
            about
                .problem(
                    "There is not enough disk space for "
                        + about.name()
                        + ". "
                        + evidence
                        + " The file is as it was"
                        + atVersion(about)
                        + ".")
                .advice("Free some space and open it again.")
                .cause(cause));
  }

  /** A version of 0 may also mean that none was read yet. */
  private static String atVersion(ErrorContext about) {
    return about.storedVersion() == 0 ? "" : " at version " + about.storedVersion();
  }

  /** The thread was interrupted. */
  public static MigrationException cancelled(ErrorContext about, Throwable cause) {
    return exceptions()
        .cancelled(
            about
                .problem(
                    "The migration of "
                        + about.name()
                        + " was cancelled. "
                        + (Thread.currentThread().isInterrupted()
                            ? "The thread was interrupted"
                            : "SQLite was interrupted, as by a progress handler or cancel()")
                        + "; what was running was rolled back and the file is "
                        + (about.storedVersion() == 0
                            ? "as it was"
                            : "at version " + about.storedVersion())
                        + ".")
                .advice("Open it again to continue.")
                .cause(cause));
  }

  /** Returns an exception of no narrower type. */
  public static MigrationException general(
      ErrorContext about, String problem, String advice, Throwable cause, Remedy... permitting) {
    return exceptions().general(about.problem(problem).advice(advice, permitting).cause(cause));
  }

  private static MigrationException busy(SQLException failure, ErrorContext about) {
    Set<Long> holders = LockHolders.of(about.file());
    return exceptions()
        .busy(
            about
                .problem(
                    about
                        + " is held by another connection. "
                        + says(failure)
                        + " "
                        + LockHolders.hint(holders))
                .advice(
                    "Close the other connection, or wait longer with busyTimeout().",
                    Remedy.BUSY_TIMEOUT)
                .cause(failure),
            List.copyOf(holders));
  }

  /** What SQLite said, as a sentence; or what other code threw, which has no code of SQLite's. */
  public static String says(SQLException failure) {
    return (code(failure) == 0 ? "" : "SQLite says: ") + sentence(failure);
  }

  /** What an exception says, as a sentence. */
  public static String sentence(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    return message.endsWith(".") ? message : message + ".";
  }
}
