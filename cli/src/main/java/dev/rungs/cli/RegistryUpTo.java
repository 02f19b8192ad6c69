package dev.rungs.cli;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;

/**
 * A registry as it was when its schema had fewer versions.
 *
 * @param registry the whole
 * @param currentVersion the version to end at
 */
record RegistryUpTo(Registry registry, int currentVersion) implements Registry {
  @Override
  public String schemaName() {
    return registry.schemaName();
  }

  @Override
  public MigrationDefinition migration(int version) {
    return registry.migration(checked(version));
  }

  @Override
  public MigrationStep newStep(int version) {
    return registry.newStep(checked(version));
  }

  private int checked(int version) {
    if (version > currentVersion) {
      throw new IllegalArgumentException("There is no version " + version + " here.");
    }
    return version;
  }
}
