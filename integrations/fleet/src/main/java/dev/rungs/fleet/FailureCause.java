package dev.rungs.fleet;

import dev.rungs.runtime.BelowBaselineException;
import dev.rungs.runtime.CorruptDatabaseException;
import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.DiskFullException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MissingDatabaseException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.NotADatabaseException;
import dev.rungs.runtime.ReadOnlyDatabaseException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.UnrecognizedSchemaException;
import java.util.Locale;

/** Why a file of a fleet did not become current. More may be added. */
public enum FailureCause {
  /** The file is damaged. */
  CORRUPT(true, "damaged"),
  /** The file is not an SQLite database, or is encrypted. */
  NOT_A_DATABASE(true, "not an SQLite database"),
  /** The path names a folder. */
  FOLDER(true, "a folder, not a file"),
  /** There is no such file. A fleet never creates one. */
  MISSING(true, "no such file"),
  /** The path is a symbolic link whose target does not exist. */
  DANGLING_LINK(true, "a symbolic link to a file that does not exist"),
  /** The file may not be read, or its name cannot be used. */
  UNREADABLE(true, "cannot be read"),
  /** The file may not be written. */
  READ_ONLY(true, "cannot be written"),
  /** Another connection held the file for longer than {@link Fleet#busyTimeout}. */
  BUSY(true, "in use"),
  /** A newer build of the program wrote the file. */
  NEWER(true, "written by a newer build"),
  /** The schema of the file is not the one its version should have. */
  DRIFT(true, "schema drift"),
  /** The file has no version, and a schema that no version has. */
  UNRECOGNIZED(true, "unrecognized schema"),
  /** The file's history contradicts the file or the registry. */
  HISTORY_MISMATCH(true, "history mismatch"),
  /** There is no room for the migration or its backup. */
  DISK_FULL(false, "disk full"),
  /** A pending migration is destructive and was not approved. */
  APPROVAL_REQUIRED(false, "destructive migration not approved"),
  /** A pending migration wipes the content, which was not permitted. */
  REBUILD_REQUIRED(false, "rebuild not permitted"),
  /** A migration failed on the data of this file. */
  MIGRATION_FAILED(false, "migration failed"),
  /** The file is older than the lowest version the registry knows. */
  BELOW_BASELINE(true, "older than the baseline"),
  /** The server does not answer, or does not let this program in. */
  UNAVAILABLE(true, "server not available"),
  /** The connection broke and the server could not be asked what became of the migration. */
  OUTCOME_UNKNOWN(true, "outcome unknown"),
  /** Anything else; the message says what. */
  OTHER(false, "other");

  private final boolean troubleOfFile;
  private final String title;

  FailureCause(boolean troubleOfFile, String title) {
    this.troubleOfFile = troubleOfFile;
    this.title = title;
  }

  /**
   * Tells whether the file itself is at fault, so that the failure says nothing about the
   * migrations. Such a failure among the canaries does not stop a run.
   *
   * @return false if other files can be expected to fail the same way
   */
  public boolean isTroubleOfFile() {
    return troubleOfFile;
  }

  /**
   * Returns a phrase for a heading.
   *
   * @return in English, without a capital
   */
  public String title() {
    return title;
  }

  /**
   * Returns the word that reports and JSON use.
   *
   * @return the name in lower case with hyphens
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FailureCause of(Throwable failure) {
    if (failure instanceof MigrationFailedException) {
      return MIGRATION_FAILED;
    } else if (failure instanceof CorruptDatabaseException) {
      return CORRUPT;
    } else if (failure instanceof NotADatabaseException) {
      return NOT_A_DATABASE;
    } else if (failure instanceof MissingDatabaseException) {
      return MISSING;
    } else if (failure instanceof DatabaseBusyException) {
      return BUSY;
    } else if (failure instanceof ReadOnlyDatabaseException) {
      return READ_ONLY;
    } else if (failure instanceof NewerSchemaException newer) {
      return newer.remedies().contains(Remedy.ADOPT_AS) ? UNRECOGNIZED : NEWER;
    } else if (failure instanceof SchemaDriftException) {
      return DRIFT;
    } else if (failure instanceof UnrecognizedSchemaException) {
      return UNRECOGNIZED;
    } else if (failure instanceof HistoryMismatchException) {
      return HISTORY_MISMATCH;
    } else if (failure instanceof DiskFullException) {
      return DISK_FULL;
    } else if (failure instanceof DestructiveApprovalRequiredException) {
      return APPROVAL_REQUIRED;
    } else if (failure instanceof RebuildRequiredException) {
      return REBUILD_REQUIRED;
    } else if (failure instanceof BelowBaselineException) {
      return BELOW_BASELINE;
    } else if (failure instanceof TroubledPathException path) {
      return path.failureCause();
    }
    return OTHER;
  }

  /** Whether the version in such a failure was read from the file. */
  boolean knowsVersion(MigrationException failure) {
    return failure.storedVersion() != 0
        || this == MIGRATION_FAILED
        || this == APPROVAL_REQUIRED
        || this == REBUILD_REQUIRED
        || this == UNRECOGNIZED;
  }
}
