package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** There is not enough space on the disk. */
public final class DiskFullException extends MigrationException {
  private static final long serialVersionUID = 2L;

  DiskFullException(ErrorDetails details) {
    super(details);
  }
}
