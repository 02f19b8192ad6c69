package dev.rungs.runtime;

import dev.rungs.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a file: every version the registry knows and every one the file has.
 *
 * @param storedVersion {@code PRAGMA user_version} of the file
 * @param currentVersion the registry's {@code CURRENT_VERSION}
 * @param migrations by version
 */
public record MigrationStatus(
    int storedVersion, int currentVersion, List<MigrationStatus.Entry> migrations) {
  /** Copies the list. */
  public MigrationStatus {
    migrations = List.copyOf(migrations);
  }

  /** Whether a file has a version. */
  public enum State {
    /** The file has it. */
    APPLIED,
    /** The registry has it, but the file does not. */
    PENDING,
    /** The file has it, but the registry does not: a newer build wrote it. */
    UNKNOWN
  }

  /**
   * One version.
   *
   * @param version 1 or more
   * @param name the migration's name
   * @param strategy how it is done
   * @param destructive whether it may lose data
   * @param reversible whether it can be undone
   * @param state whether the file has it
   * @param appliedAt when the file got it, if history tells
   * @param edited whether the file was migrated with other SQL than the registry has for this
   *     version: the migration was edited after its release. False if the file does not have it, if
   *     the registry does not, or if there is no such row in history to compare with. Opening a
   *     file that is current does not check this; an upgrade is refused.
   * @param recordedName the name that history has for it, if that is not {@code name}: the
   *     migration was renamed after its release. History keeps the name it was applied with. A new
   *     name alone is never refused.
   */
  public record Entry(
      int version,
      String name,
      Strategy strategy,
      boolean destructive,
      boolean reversible,
      State state,
      Optional<Instant> appliedAt,
      boolean edited,
      Optional<String> recordedName) {}
}
