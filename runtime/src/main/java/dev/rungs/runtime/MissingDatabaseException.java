package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/**
 * The file does not exist, and {@link Migrator.Builder#mustExist()} forbids to create it or the
 * call has no use for an empty one.
 */
public final class MissingDatabaseException extends MigrationException {
  private static final long serialVersionUID = 1L;

  MissingDatabaseException(ErrorDetails details) {
    super(details);
  }
}
