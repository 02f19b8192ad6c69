package dev.rungs.runtime.internal.errors;

import dev.rungs.runtime.BelowBaselineException;
import dev.rungs.runtime.CorruptDatabaseException;
import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.DiskFullException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.IrreversibleMigrationException;
import dev.rungs.runtime.MigrationCancelledException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MissingDatabaseException;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.NotADatabaseException;
import dev.rungs.runtime.ReadOnlyDatabaseException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.SqliteTooOldException;
import dev.rungs.runtime.UnrecognizedSchemaException;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Creates the exceptions of the public package. Their constructors are visible in that package
 * only, so that what they carry can grow; the package installs its factory here when its exceptions
 * are loaded.
 */
public abstract class ExceptionFactory {
  private static volatile ExceptionFactory installed;

  /** For the public package. */
  protected ExceptionFactory() {}

  /** For the public package: makes a factory the one that {@link #exceptions} returns. */
  public static void install(ExceptionFactory factory) {
    installed = factory;
  }

  /** Returns the factory. */
  public static ExceptionFactory exceptions() {
    if (installed == null) {
      try {
        MethodHandles.lookup().ensureInitialized(MigrationException.class);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return installed;
  }

  /** Creates an exception of no narrower type. */
  public abstract MigrationException general(ErrorDetails details);

  /** The file's version is below the lowest one the registry knows. */
  public abstract BelowBaselineException belowBaseline(ErrorDetails details, int baseline);

  /** The file is damaged. */
  public abstract CorruptDatabaseException corrupt(ErrorDetails details);

  /** The file is locked; {@code holders} are process ids, as far as the system tells. */
  public abstract DatabaseBusyException busy(ErrorDetails details, List<Long> holders);

  /** Migrations or rollbacks of these versions may lose data and are not approved. */
  public abstract DestructiveApprovalRequiredException unapproved(
      ErrorDetails details, List<Integer> versions);

  /** There is not enough space. */
  public abstract DiskFullException diskFull(ErrorDetails details);

  /** History contradicts the file, or the registry; version 0 if no single one does. */
  public abstract HistoryMismatchException historyMismatch(ErrorDetails details, int version);

  /** A version cannot be undone. */
  public abstract IrreversibleMigrationException irreversible(
      ErrorDetails details, int version, String name);

  /** The thread was interrupted. */
  public abstract MigrationCancelledException cancelled(ErrorDetails details);

  /** A migration failed; statement null and line 0 if it was not one statement. */
  public abstract MigrationFailedException failed(
      ErrorDetails details, int version, String name, String statement, int line);

  /** The file does not exist and is not to be created. */
  public abstract MissingDatabaseException missing(ErrorDetails details);

  /** The file was written by a newer build. */
  public abstract NewerSchemaException newer(
      ErrorDetails details, List<Integer> unknown, List<Integer> candidates);

  /** The file is not an SQLite database. */
  public abstract NotADatabaseException notADatabase(ErrorDetails details);

  /** The file cannot be written, or not be read. */
  public abstract ReadOnlyDatabaseException readOnly(ErrorDetails details);

  /** These versions are rebuilds that are pending and not permitted. */
  public abstract RebuildRequiredException rebuildRequired(
      ErrorDetails details, List<Integer> versions);

  /** The driver's SQLite is older than the registry asks for. */
  public abstract SqliteTooOldException sqliteTooOld(
      ErrorDetails details, String required, String found);

  /** The schema is not the one of the file's version. */
  public abstract SchemaDriftException drift(ErrorDetails details, List<String> differences);

  /**
   * The file is not recognized.
   *
   * @param candidates the versions that have its schema
   * @param nearest the version the differences are counted from, or 0
   */
  public abstract UnrecognizedSchemaException unrecognized(
      ErrorDetails details, List<Integer> candidates, int nearest, List<String> differences);
}
