package dev.rungs.runtime;

import java.util.List;
import java.util.Optional;

/**
 * What would be done to a given file, decided without touching it.
 *
 * @param action what {@link Migrator#migrate} would do
 * @param storedVersion {@code PRAGMA user_version} of the file; 0 if it was never stamped or does
 *     not exist
 * @param targetVersion the version the file would have afterwards
 * @param pending the migrations that would be applied, by version, or for a rollback those that
 *     would be undone, the highest first; for a refused plan, the pending ones
 * @param refusal what {@code migrate} would throw; present exactly if the action is {@code REFUSE}
 */
public record MigrationPlan(
    Action action,
    int storedVersion,
    int targetVersion,
    List<MigrationDefinition> pending,
    Optional<MigrationException> refusal) {
  /** What is to be done with a file. */
  public enum Action {
    /** Nothing: the file is at the current version. */
    NOTHING,
    /** Build the finished schema in an empty file. */
    CREATE,
    /** Recognize an unversioned file by its schema, stamp it, and continue from there. */
    ADOPT,
    /** Apply the pending migrations. */
    UPGRADE,
    /** Wipe the file and build the finished schema. */
    REBUILD,
    /**
     * Undo migrations, from the stored version down to the target. Only {@link Migrator#rollbackTo}
     * does that; {@link Migrator#plan} never returns it.
     */
    ROLLBACK,
    /** Throw {@link MigrationPlan#refusal()}. */
    REFUSE
  }

  /** Copies the list. */
  public MigrationPlan {
    pending = List.copyOf(pending);
  }
}
