package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** The migrating thread was interrupted. The running migration was rolled back. */
public final class MigrationCancelledException extends MigrationException {
  private static final long serialVersionUID = 2L;

  MigrationCancelledException(ErrorDetails details) {
    super(details);
  }
}
