package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.OptionalInt;

/** The file's history and its version, or its history and the registry, contradict each other. */
public final class HistoryMismatchException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int version;

  HistoryMismatchException(ErrorDetails details, int version) {
    super(details);
    this.version = version;
  }

  /**
   * Returns the version that history contradicts.
   *
   * @return empty if it is not about a single version
   */
  public OptionalInt version() {
    return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
  }
}
