package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;

/**
 * Tells a listener what is not told while a migration runs, and turns what it throws into errors of
 * the migration.
 */
final class ListenerCalls {
  private ListenerCalls() {}

  /** Before anything is done. */
  static void planned(MigrationListener listener, MigrationPlan plan, ErrorContext about) {
    try {
      listener.planned(plan);
    } catch (RuntimeException e) {
      throw refused("what is planned", about, e);
    }
  }

  /** While a backup is made, before anything is done. */
  static void backingUp(MigrationListener listener, double share, ErrorContext about) {
    try {
      listener.backingUp(share);
    } catch (RuntimeException e) {
      throw refused("how far the backup is", about, e);
    }
  }

  /** Before the file is looked at. */
  static void warning(MigrationListener listener, String warning, ErrorContext about) {
    try {
      listener.warning(warning);
    } catch (RuntimeException e) {
      throw refused("a warning", about, e);
    }
  }

  /** After the rollback. What failed is more to the point than the listener's own failure. */
  static void failed(
      MigrationListener listener, MigrationDefinition migration, MigrationException failure) {
    try {
      listener.failed(migration, failure);
    } catch (RuntimeException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private static MigrationException refused(String told, ErrorContext about, RuntimeException e) {
    if (e instanceof MigrationException typed) {
      return typed;
    }
    return Failures.general(
        about,
        "Nothing was done to "
            + about.name()
            + ". The listener threw "
            + e
            + " when it was told "
            + told
            + ".",
        "Fix the listener; to decide beforehand, call plan().",
        e);
  }
}
