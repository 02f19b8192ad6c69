package dev.rungs.testing;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;

/**
 * A registry whose last migration has another step, or none. It has no finished image, so that
 * steps are run.
 *
 * @param whole ends at that migration
 * @param step instead of its own; null for none
 */
record ChangedRegistry(Registry whole, MigrationStep step) implements Registry {
  static Registry withoutStep(Registry registry) {
    return new ChangedRegistry(registry, null);
  }

  /** Calls something when all of the last migration is done, before it is committed. */
  static Registry interrupted(Registry registry, MigrationStep atTheEnd) {
    int last = registry.currentVersion();
    MigrationStep step =
        connection -> {
          if (registry.migration(last).hasStep()) {
            registry.newStep(last).up(connection);
          }
          atTheEnd.up(connection);
        };
    return new ChangedRegistry(registry, step);
  }

  @Override
  public String schemaName() {
    return whole.schemaName();
  }

  @Override
  public int currentVersion() {
    return whole.currentVersion();
  }

  @Override
  public int baseline() {
    return whole.baseline();
  }

  @Override
  public MigrationDefinition migration(int version) {
    MigrationDefinition own = whole.migration(version);
    if (version != currentVersion()) {
      return own;
    }
    MigrationDefinition.Builder changed =
        MigrationDefinition.builder(version, own.name(), own.source());
    own.up().ifPresent(changed::up);
    own.down().ifPresent(changed::down);
    own.fingerprint().ifPresent(changed::fingerprint);
    if (own.strategy() == Strategy.REBUILD) {
      changed.rebuild();
    }
    if (own.destructive()) {
      changed.destructive();
    }
    if (own.schemaUnknown()) {
      changed.schemaUnknown();
    }
    return (step == null ? changed : changed.step()).build();
  }

  @Override
  public MigrationStep newStep(int version) {
    return version == currentVersion() && step != null ? step : whole.newStep(version);
  }
}
