package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** The file is not an SQLite database, or it is encrypted. */
public final class NotADatabaseException extends MigrationException {
  private static final long serialVersionUID = 2L;

  NotADatabaseException(ErrorDetails details) {
    super(details);
  }
}
