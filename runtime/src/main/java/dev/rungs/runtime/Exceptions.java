package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.util.List;

/** Lets the internal packages create the exceptions of this one. */
final class Exceptions extends ExceptionFactory {
  @Override
  public MigrationException general(ErrorDetails details) {
    return new MigrationException(details);
  }

  @Override
  public SqliteTooOldException sqliteTooOld(ErrorDetails details, String required, String found) {
    return new SqliteTooOldException(details, required, found);
  }

  @Override
  public MissingDatabaseException missing(ErrorDetails details) {
    return new MissingDatabaseException(details);
  }

  @Override
  public BelowBaselineException belowBaseline(ErrorDetails details, int baseline) {
    return new BelowBaselineException(details, baseline);
  }

  @Override
  public CorruptDatabaseException corrupt(ErrorDetails details) {
    return new CorruptDatabaseException(details);
  }

  @Override
  public DatabaseBusyException busy(ErrorDetails details, List<Long> holders) {
    return new DatabaseBusyException(details, holders);
  }

  @Override
  public DestructiveApprovalRequiredException unapproved(
      ErrorDetails details, List<Integer> versions) {
    return new DestructiveApprovalRequiredException(details, versions);
  }

  @Override
  public DiskFullException diskFull(ErrorDetails details) {
    return new DiskFullException(details);
  }

  @Override
  public HistoryMismatchException historyMismatch(ErrorDetails details, int version) {
    return new HistoryMismatchException(details, version);
  }

  @Override
  public IrreversibleMigrationException irreversible(
      ErrorDetails details, int version, String name) {
    return new IrreversibleMigrationException(details, version, name);
  }

  @Override
  public MigrationCancelledException cancelled(ErrorDetails details) {
    return new MigrationCancelledException(details);
  }

  @Override
  public MigrationFailedException failed(
      ErrorDetails details, int version, String name, String statement, int line) {
    return new MigrationFailedException(details, version, name, statement, line);
  }

  @Override
  public NewerSchemaException newer(
      ErrorDetails details, List<Integer> unknown, List<Integer> candidates) {
    return new NewerSchemaException(details, unknown, candidates);
  }

  @Override
  public NotADatabaseException notADatabase(ErrorDetails details) {
    return new NotADatabaseException(details);
  }

  @Override
  public ReadOnlyDatabaseException readOnly(ErrorDetails details) {
    return new ReadOnlyDatabaseException(details);
  }

  @Override
  public RebuildRequiredException rebuildRequired(ErrorDetails details, List<Integer> versions) {
    return new RebuildRequiredException(details, versions);
  }

  @Override
  public SchemaDriftException drift(ErrorDetails details, List<String> differences) {
    return new SchemaDriftException(details, differences);
  }

  @Override
  public UnrecognizedSchemaException unrecognized(
      ErrorDetails details, List<Integer> candidates, int nearest, List<String> differences) {
    return new UnrecognizedSchemaException(details, candidates, nearest, differences);
  }
}
