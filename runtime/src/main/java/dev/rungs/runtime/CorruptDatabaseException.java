package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** The file is an SQLite database that is damaged. */
public final class CorruptDatabaseException extends MigrationException {
  private static final long serialVersionUID = 2L;

  CorruptDatabaseException(ErrorDetails details) {
    super(details);
  }
}
