package dev.rungs.processor.model;

import dev.rungs.Target;
import java.util.List;

/**
 * One versioned schema and its migrations.
 *
 * @param className the qualified name of the class annotated {@code @VersionedSchema}
 * @param packageName its package, empty for the unnamed one
 * @param registryName the simple name of the registry to generate
 * @param baseline the lowest version; 1 unless there is nothing below it any more
 * @param currentVersion the value of {@code CURRENT_VERSION}
 * @param targets the servers it is meant for
 * @param minSqlite the oldest SQLite it is used with; empty for none
 * @param extensions what the program registers on its connections
 * @param migrations sorted by version, then by class name
 */
public record SchemaModel(
    String className,
    String packageName,
    String registryName,
    int baseline,
    int currentVersion,
    List<Target> targets,
    String minSqlite,
    Extensions extensions,
    List<MigrationModel> migrations) {
  /** Copies the list. */
  public SchemaModel {
    targets = List.copyOf(targets);
    migrations = List.copyOf(migrations);
  }

  /**
   * Finds a migration in a schema without gaps.
   *
   * @param version from the baseline to {@code CURRENT_VERSION}
   * @return the migration of that version
   */
  public MigrationModel migration(int version) {
    return migrations.get(version - baseline);
  }

  /**
   * Counts how far a schema without gaps has been gone through.
   *
   * @param version the last one that was done; below the baseline for none
   * @return how many migrations there are up to it
   */
  public int countTo(int version) {
    return Math.max(0, version - baseline + 1);
  }

  /**
   * Returns the registry's qualified name.
   *
   * @return in the schema's package
   */
  public String registry() {
    return packageName.isEmpty() ? registryName : packageName + "." + registryName;
  }
}
