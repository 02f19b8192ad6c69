package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;

/** A rollback would have to undo a migration that cannot be undone. */
public final class IrreversibleMigrationException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int version;

  private final String name;

  IrreversibleMigrationException(ErrorDetails details, int version, String name) {
    super(details);
    this.version = version;
    this.name = name;
  }

  /**
   * Returns the version that cannot be undone: the file can be rolled back to it, no further.
   *
   * @return 1 or more
   */
  public int version() {
    return version;
  }

  /**
   * Returns the name of that migration.
   *
   * @return for example {@code create_notes}; {@code unknown} if neither registry nor file has it
   */
  public String name() {
    return name;
  }
}
