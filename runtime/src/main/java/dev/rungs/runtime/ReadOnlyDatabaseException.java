package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** The file, or the folder it is in, cannot be written. */
public final class ReadOnlyDatabaseException extends MigrationException {
  private static final long serialVersionUID = 2L;

  ReadOnlyDatabaseException(ErrorDetails details) {
    super(details);
  }
}
