package dev.rungs.runtime;

import java.time.Duration;

/**
 * Receives what a {@link Migrator} does. Every method does nothing unless overridden.
 *
 * <p>Methods are called on the migrating thread; they must not use its connection, which is inside
 * the running transaction.
 *
 * <p>An exception that a listener throws becomes the cause of the {@link MigrationException} that
 * {@code migrate} throws, which has the file and its versions. From {@link #warning}, {@link
 * #planned} and {@link #backingUp}, it ends the call before anything is done to the file. From
 * {@link #started}, {@link #progress} and {@link #finished}, it makes the migration fail: a {@link
 * MigrationFailedException}, after that migration was rolled back. From {@link #failed}, it changes
 * nothing: it is added to the reported failure as {@linkplain Throwable#addSuppressed suppressed}.
 * If the listener throws a {@code MigrationException} or an {@link Error}, that is rethrown as it
 * is.
 */
public interface MigrationListener {
  /**
   * A plan was made that is not {@code NOTHING}, and is about to be carried out.
   *
   * @param plan what will be done
   */
  default void planned(MigrationPlan plan) {}

  /**
   * The file is being backed up, before anything is done to it. Called about twenty times a second,
   * and at least once.
   *
   * @param share how much of it is done, from 0 to 1; less than before if another process wrote
   *     meanwhile, so that SQLite starts again
   */
  default void backingUp(double share) {}

  /**
   * A migration begins.
   *
   * @param migration the migration
   */
  default void started(MigrationDefinition migration) {}

  /**
   * A migration is under way.
   *
   * @param migration the migration
   * @param share how much of it is done, from 0 to 1; never less than before, and 1 at the end
   */
  default void progress(MigrationDefinition migration, double share) {}

  /**
   * A migration is done.
   *
   * @param migration the migration
   * @param duration how long it took
   */
  default void finished(MigrationDefinition migration, Duration duration) {}

  /**
   * A migration failed and was rolled back.
   *
   * @param migration the migration
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
