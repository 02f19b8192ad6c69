package dev.rungs.runtime;

import java.time.Duration;

/**
 * Is told what a {@link Migrator} does. Every method does nothing unless overridden.
 *
 * <p>Methods are called on the migrating thread, inside the running transaction; they must not use
 * its connection. What a listener throws fails the migration.
 */
public interface MigrationListener {
  /**
   * A plan was made that is not {@code NOTHING}, and is about to be carried out.
   *
   * @param plan what will be done
   */
  default void planned(MigrationPlan plan) {}

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
   * Something is not wrong enough to refuse, but worth knowing, as a file on a network.
   *
   * @param message one sentence
   */
  default void warning(String message) {}
}
