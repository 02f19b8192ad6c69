package dev.rungs.runtime.internal.apply;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ErrorDetails;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Says why a migration failed. */
final class MigrationFailures {
  private static final int LONGEST_STATEMENT = 500;

  private MigrationFailures() {}

  /**
   * Returns what is thrown after a migration was rolled back.
   *
   * @param about the file as it is then
   * @param why one or more sentences
   * @param statement the one that failed, or null
   * @param cause what was thrown, or null
   */
  static MigrationException of(
      MigrationDefinition migration,
      ErrorContext about,
      String why,
      SqlStatement statement,
      Throwable cause) {
    if (isInterrupt(cause)) {
      Thread.currentThread().interrupt();
      return Failures.cancelled(about, cause);
    }
    if (cause instanceof SQLException sql
        && Failures.primary(sql) != SQLiteErrorCode.SQLITE_LOCKED) {
      MigrationException known = Failures.ofFile(sql, about);
      if (known != null) {
        return known;
      }
    }
    String where = statement == null ? "" : " at line " + statement.line();
    ErrorDetails details =
        about
            .problem(
                "Migration "
                    + migration.version()
                    + " ("
                    + migration.name()
                    + ") failed"
                    + where
                    + " and was rolled back; "
                    + (about.file() == null ? "the database" : about)
                    + " is at version "
                    + about.storedVersion()
                    + ". "
                    + why)
            .cause(cause);
    return exceptions()
        .failed(
            statement == null ? details : details.statement(shorten(statement.text())),
            migration.version(),
            migration.name(),
            statement == null ? null : statement.text(),
            statement == null ? 0 : statement.line());
  }

  /** Tells whether the thread was interrupted, or was when something below it failed. */
  static boolean isInterrupt(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_STATEMENT ? text : text.substring(0, LONGEST_STATEMENT) + "...";
  }
}
