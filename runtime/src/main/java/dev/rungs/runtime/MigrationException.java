package dev.rungs.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file was refused, or a migration failed. The root of everything Rungs throws at run time.
 *
 * <p>The message says what is wrong, what was found, and what to do next. A refusal leaves the file
 * byte for byte as it was; a failure is rolled back and leaves it at the last version completed.
 */
public class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  private final int storedVersion;

  private final int currentVersion;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do next
   * @param file the database file, or null where there is none, as with {@code :memory:}
   * @param storedVersion the version the file has, 0 where it could not be read
   * @param currentVersion the version of the registry
   * @param cause what SQLite or a step threw, or null
   */
  public MigrationException(
      String message, Path file, int storedVersion, int currentVersion, Throwable cause) {
    super(message, cause);
    this.file = file;
    this.storedVersion = storedVersion;
    this.currentVersion = currentVersion;
  }

  /**
   * Returns the database file.
   *
   * @return empty where there is none, as with {@code :memory:}
   */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Returns the version the file has.
   *
   * @return {@code PRAGMA user_version}; 0 where it could not be read
   */
  public int storedVersion() {
    return storedVersion;
  }

  /**
   * Returns the version that this build of the program works with.
   *
   * @return the registry's {@code CURRENT_VERSION}
   */
  public int currentVersion() {
    return currentVersion;
  }
}
