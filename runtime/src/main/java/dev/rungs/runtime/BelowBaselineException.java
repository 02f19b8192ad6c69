package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/**
 * The file is older than the lowest version the registry knows, so no migration starts from its
 * version.
 */
public final class BelowBaselineException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int baseline;

  BelowBaselineException(ErrorDetails details, int baseline) {
    super(details);
    this.baseline = baseline;
  }

  /**
   * Returns the lowest version the registry knows.
   *
   * @return more than {@link #storedVersion()}
   */
  public int baseline() {
    return baseline;
  }
}
