package dev.rungs.runtime;

import dev.rungs.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A registry that ends before its last version. */
record EarlierRegistry(Registry whole, int currentVersion) implements Registry {
  EarlierRegistry {
    Objects.requireNonNull(whole, "whole");
    if (currentVersion != 0
        && (currentVersion < whole.baseline() || currentVersion > whole.currentVersion())) {
      throw new IllegalArgumentException(
          "There is no version "
              + currentVersion
              + ". The registry has "
              + (whole.baseline() == 1 ? "0" : "0 and " + whole.baseline())
              + " to "
              + whole.currentVersion()
              + ".");
    }
  }

  @Override
  public String schemaName() {
    return whole.schemaName();
  }

  @Override
  public int baseline() {
    return whole.baseline();
  }

  @Override
  public Set<Target> targets() {
    return whole.targets();
  }

  @Override
  public Optional<String> minSqlite() {
    return whole.minSqlite();
  }

  @Override
  public MigrationDefinition migration(int version) {
    return whole.migration(requireKnown(version));
  }

  @Override
  public MigrationStep newStep(int version) {
    return whole.newStep(requireKnown(version));
  }

  private int requireKnown(int version) {
    if (version > currentVersion) {
      throw new IllegalArgumentException(
          "There is no version " + version + " in a registry that ends at " + currentVersion + ".");
    }
    return version;
  }
}
