package dev.rungs.runtime;

import java.nio.file.Path;

/**
 * The file is not one of this schema: it belongs to another program or schema, or holds tables of
 * no known version.
 */
public final class UnrecognizedSchemaException extends MigrationException {
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
  public UnrecognizedSchemaException(
      String message, Path file, int storedVersion, int currentVersion, Throwable cause) {
    super(message, file, storedVersion, currentVersion, cause);
  }
}
