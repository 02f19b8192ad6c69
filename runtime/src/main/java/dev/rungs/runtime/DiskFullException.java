package dev.rungs.runtime;

import java.nio.file.Path;

/** There is not enough room on the disk. */
public final class DiskFullException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do next
   * @param file the database file, or null where there is none
   * @param storedVersion the version the file has, 0 where it could not be read
   * @param currentVersion the version of the registry
   * @param cause what SQLite threw, or null
   */
  public DiskFullException(
      String message, Path file, int storedVersion, int currentVersion, Throwable cause) {
    super(message, file, storedVersion, currentVersion, cause);
  }
}
