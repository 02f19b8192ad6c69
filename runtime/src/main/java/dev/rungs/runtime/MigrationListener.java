package dev.rungs.runtime;

import java.time.Duration;

/**
 * Receives what a {@link Migrator} does. Every method does nothing unless overridden.
 *
 * <p>Methods are called on the migrating thread; they must not use its connection, which is inside
 * the running transaction.
 *
 * <p>What a listener throws comes out of {@code migrate} as the cause of a {@link
 * MigrationException}, which has the file and its versions. From {@link #warning}, {@link #planned}
 * and {@link #backingUp} it ends the call before anything is done to the file. From {@link
 * #started}, {@link #progress} and {@link #finished} it fails the migration: a {@link
 * MigrationFailedException}, after that migration was rolled back. From {@link #failed} it changes
 * nothing: it is added to the failure that was told, as {@linkplain Throwable#addSuppressed
 * suppressed}. A {@code MigrationException} of its own comes out as it is, an {@link Error} too.
 */
public interface MigrationListener {
  /**
   * A plan was made that is not {@code NOTHING}, and is about to be carried out.
   *
   * @param plan what will be done
   */
  default void planned(MigrationPlan plan) {}

  /**
   * The file is being backed up, before anything is done to it. Told about twenty times a second,
   * and at least once.
   *
   * @param share how much of it is done, from 0 to 1; less than told before if another process
   *     wrote meanwhile, so that SQLite begins again
   */
  default void backingUp(double share) {}

  /**
   * A migration begins.
   *
   * @param migration which
   */
  default void started(MigrationDefinition migration) {}

  /**
   * A migration is under way.
   *
   * @param migration which
   * @param share how much of it is done, from 0 to 1; never less than told before, and 1 at the end
   */
  default void progress(MigrationDefinition migration, double share) {}

  /**
   * A migration is done.
   *
   * @param migration which
   * @param duration how long it took
   */
  default void finished(MigrationDefinition migration, Duration duration) {}

  /**
   * A migration failed and was rolled back.
   *
   * @param migration which
   * @param failure what {@code migrate} is about to throw
   */
  default void failed(MigrationDefinition migration, MigrationException failure) {}

  /**
   * Something is not wrong enough to refuse, but worth knowing, such as a file on a network.
   *
   * @param message one sentence
   */
  default void warning(String message) {}
}
