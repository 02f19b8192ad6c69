package dev.rungs.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was found or done for one file, or other database, of a fleet.
 *
 * @param name of a file its absolute path; of another database the name that it was given
 * @param state how it ended
 * @param fromVersion the version the file had; empty if it could not be read
 * @param toVersion the version the file has now, or would have; empty if it could not be read
 * @param failure why it failed; present exactly if the state is {@link State#FAILED}
 * @param duration how long the work took, without time in the queue
 * @param backup the backup that was made before the work, if one was
 */
public record FileOutcome(
    String name,
    State state,
    OptionalInt fromVersion,
    OptionalInt toVersion,
    Optional<FileFailure> failure,
    Duration duration,
    Optional<Path> backup) {
  /**
   * Returns the file.
   *
   * @return its absolute path; of use only in a fleet of files
   * @throws java.nio.file.InvalidPathException if the name of a database is no path
   */
  public Path file() {
    return Path.of(name);
  }

  /** How a file ended. */
  public enum State {
    /** Not reached: the run was stopped before. */
    NOT_REACHED,
    /** At the current version; there was nothing to do. */
    CURRENT,
    /** Only read; migrations are pending. */
    PENDING,
    /** A copy of the file was migrated without failure. */
    REHEARSED,
    /** The file was migrated. */
    MIGRATED,
    /**
     * Refused or failed; a file is at the version it had, unchanged. Another database keeps the
     * versions it reached, which {@link FileOutcome#toVersion} says.
     */
    FAILED;

    /**
     * Returns the word that reports and JSON use.
     *
     * @return the name in lower case with hyphens
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
