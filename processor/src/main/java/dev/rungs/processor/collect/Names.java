package dev.rungs.processor.collect;

/** The annotations and types that the processor knows, by name. */
final class Names {
  static final String VERSIONED_SCHEMA = "dev.rungs.VersionedSchema";
  static final String MIGRATION = "dev.rungs.Migration";
  static final String UP = "dev.rungs.Up";
  static final String DOWN = "dev.rungs.Down";
  static final String SQL = "dev.rungs.Sql";
  static final String GENERATED = "dev.rungs.RungsGenerated";
  static final String STEP = "dev.rungs.runtime.MigrationStep";
  static final String REVERSIBLE_STEP = "dev.rungs.runtime.ReversibleStep";
  static final String CURRENT_VERSION = "CURRENT_VERSION";
  static final String DEFAULT_REGISTRY = "MigrationRegistry";

  private Names() {}
}
