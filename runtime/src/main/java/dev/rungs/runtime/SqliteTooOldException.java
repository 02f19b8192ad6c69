package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** The driver's SQLite is older than {@link Registry#minSqlite()}. No file was opened. */
public final class SqliteTooOldException extends MigrationException {
  private static final long serialVersionUID = 1L;

  private final String required;

  private final String found;

  SqliteTooOldException(ErrorDetails details, String required, String found) {
    super(details);
    this.required = required;
    this.found = found;
  }

  /**
   * Returns the oldest version that is accepted.
   *
   * @return for example {@code 3.45}
   */
  public String required() {
    return required;
  }

  /**
   * Returns the version that was found.
   *
   * @return for example {@code 3.44.2}
   */
  public String found() {
    return found;
  }
}
