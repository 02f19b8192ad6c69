package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.CorruptDatabaseException;
import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.DiskFullException;
import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.NotADatabaseException;
import dev.rungs.runtime.ReadOnlyDatabaseException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Turns what SQLite says into what is wrong with a file and what to do next.
 *
 * <p>Codes are those of <a href="https://www.sqlite.org/rescode.html">rescode.html</a>.
 */
public final class Failures {
  private Failures() {}

  /** Returns the extended result code, 0 where the driver gave none. */
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

  /** Returns what is wrong with a file; never null. */
  public static MigrationException of(SQLException failure, Subject subject) {
    MigrationException known = ofFile(failure, subject);
    if (known != null) {
      return known;
    }
    if (primary(failure) == SQLiteErrorCode.SQLITE_CANTOPEN) {
      MigrationException explained = Preflight.explain(subject, failure);
      if (explained != null) {
        return explained;
      }
    }
    if (code(failure) == 0 && failure.getCause() != null) {
      return other(
          "SQLite could not be loaded for "
              + subject
              + ". "
              + sentence(failure.getCause())
              + " Check that java.io.tmpdir or org.sqlite.tmpdir is a folder that libraries may be"
              + " loaded from, and that native access is enabled.",
          subject,
          failure);
    }
    return other(
        subject + " could not be used. " + says(failure) + " Check the file and its folder.",
        subject,
        failure);
  }

  /**
   * Returns what is wrong with a file, or null where it is not the file that is at fault but what
   * was asked of it.
   */
  public static MigrationException ofFile(SQLException failure, Subject subject) {
    return switch (primary(failure)) {
      case SQLITE_NOTADB ->
          new NotADatabaseException(
              subject
                  + " is not an SQLite database, or is encrypted. "
                  + says(failure)
                  + " Check the path.",
              subject.file(),
              subject.storedVersion(),
              subject.currentVersion(),
              failure);
      case SQLITE_CORRUPT -> corrupt(says(failure), subject, failure);
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> busy(failure, subject);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          new ReadOnlyDatabaseException(
              subject
                  + " cannot be written. "
                  + says(failure)
                  + " Give this program the right to write the file and the folder it is in.",
              subject.file(),
              subject.storedVersion(),
              subject.currentVersion(),
              failure);
      case SQLITE_FULL -> full(says(failure), subject, failure);
      case SQLITE_INTERRUPT -> cancelled(subject, failure);
      default ->
          says(failure).contains("unsupported file format")
              ? corrupt(says(failure), subject, failure)
              : null;
    };
  }

  /** The file is damaged. */
  public static MigrationException corrupt(String evidence, Subject subject, Throwable cause) {
    return new CorruptDatabaseException(
        subject
            + " is damaged. "
            + evidence
            + " Restore it from a copy, or recover what is left with the sqlite3 shell's .recover.",
        subject.file(),
        subject.storedVersion(),
        subject.currentVersion(),
        cause);
  }

  /** There is no room. */
  public static MigrationException full(String evidence, Subject subject, Throwable cause) {
    return new DiskFullException(
        "There is no room for "
            + subject
            + ". "
            + evidence
            + " The file is as it was at version "
            + subject.storedVersion()
            + "; make room and open it again.",
        subject.file(),
        subject.storedVersion(),
        subject.currentVersion(),
        cause);
  }

  /** The thread was interrupted. */
  public static MigrationException cancelled(Subject subject, Throwable cause) {
    return new MigrationCancelledException(
        "The migration of "
            + subject
            + " was cancelled. The thread was interrupted; what was running was rolled back and the"
            + " file is at version "
            + subject.storedVersion()
            + ". Open it again to go on.",
        subject.file(),
        subject.storedVersion(),
        subject.currentVersion(),
        cause);
  }

  /** Anything else. */
  public static MigrationException other(String message, Subject subject, Throwable cause) {
    return new MigrationException(
        message, subject.file(), subject.storedVersion(), subject.currentVersion(), cause);
  }

  private static MigrationException busy(SQLException failure, Subject subject) {
    return new DatabaseBusyException(
        subject
            + " is held by another connection. "
            + says(failure)
            + " "
            + LockHolders.hint(subject.file())
            + " Close it there, or wait longer with busyTimeout().",
        subject.file(),
        subject.storedVersion(),
        subject.currentVersion(),
        failure);
  }

  /** What SQLite said, as a sentence. */
  public static String says(SQLException failure) {
    return "SQLite says: " + sentence(failure);
  }

  private static String sentence(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    return message.endsWith(".") ? message : message + ".";
  }
}
