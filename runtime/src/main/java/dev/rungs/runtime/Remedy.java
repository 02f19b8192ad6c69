package dev.rungs.runtime;

/**
 * A setting or call that would let through what a {@link MigrationException} refused, or get the
 * file past it. For programs that word the advice themselves, as a command line does.
 */
public enum Remedy {
  /** {@link Migrator.Builder#allowDestructive(int...)}, for the versions the exception names. */
  ALLOW_DESTRUCTIVE,
  /** {@link Migrator.Builder#allowRebuild()}; it wipes the file. */
  ALLOW_REBUILD,
  /** {@link Migrator.Builder#allowRebuildOfNewer()}; it wipes the file. */
  ALLOW_REBUILD_OF_NEWER,
  /** {@link Migrator.Builder#allowDrift()}. */
  ALLOW_DRIFT,
  /** {@link Migrator.Builder#adoptAs(int)}. */
  ADOPT_AS,
  /** {@link Migrator.Builder#applicationId(int)}. */
  APPLICATION_ID,
  /** {@link Migrator#rollbackTo}, to {@link MigrationException#currentVersion()}. */
  ROLL_BACK,
  /** {@link Migrator.Builder#busyTimeout}, with a longer time. */
  BUSY_TIMEOUT,
  /** {@link Migrator.Builder#backups}, with another folder. */
  BACKUPS,
  /** {@link Migrator.Builder#withoutBackups()}. */
  WITHOUT_BACKUPS
}
