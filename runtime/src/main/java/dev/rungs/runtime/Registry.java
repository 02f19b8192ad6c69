package dev.rungs.runtime;

import dev.rungs.Target;
import java.util.Optional;
import java.util.Set;

/**
 * The migrations of one versioned schema, as the compiler proved them: versions {@link #baseline()}
 * to {@link #currentVersion()}, each exactly once.
 *
 * <p>What a registry means: the schema at version {@code n} is what versions 1 to {@code n} build,
 * in order, on an empty database. With a baseline above 1, the migration of that version builds at
 * once what the versions up to it built.
 *
 * <p>Implemented by the generated {@code MigrationRegistry}. Implementations are immutable and safe
 * for use by several threads. A hand-written registry has definitions without {@linkplain
 * MigrationDefinition#fingerprint() fingerprints}; before any of its scripts is run, all are
 * checked against the compiler's rules for what a script may do.
 */
public interface Registry {
  /**
   * Returns the name of the schema. A file belongs to one schema: its history keeps this name.
   *
   * @return the qualified name of the class annotated {@code @VersionedSchema}
   */
  String schemaName();

  /**
   * Returns the version that this build of the program works with.
   *
   * @return {@code CURRENT_VERSION}, 0 or more
   */
  int currentVersion();

  /**
   * Returns the lowest version that the registry has. Its migration builds the whole schema on an
   * empty database; a file below it is refused with a {@link BelowBaselineException}. A file whose
   * history goes further back is fine.
   *
   * @return 1 by default
   */
  default int baseline() {
    return 1;
  }

  /**
   * Returns one migration. It is created each time, so that a registry costs nothing until
   * something is pending.
   *
   * @param version {@link #baseline()} to {@link #currentVersion()}
   * @return the migration of that version
   * @throws IllegalArgumentException if there is no such version
   */
  MigrationDefinition migration(int version);

  /**
   * Creates the Java step of a migration.
   *
   * @param version {@link #baseline()} to {@link #currentVersion()}
   * @return a new instance of the class that declares the migration
   * @throws IllegalArgumentException if that migration has no step
   */
  default MigrationStep newStep(int version) {
    throw noStep(version);
  }

  /**
   * Returns the servers that the compiler checked the SQL for, besides files.
   *
   * @return those of {@code @VersionedSchema(targets)}; none by default
   */
  default Set<Target> targets() {
    return Set.of();
  }

  /**
   * Returns the oldest SQLite that the schema is used with. With an older one, every call that
   * opens a database throws a {@link SqliteTooOldException}.
   *
   * @return a version such as {@code 3.45}, of {@code @VersionedSchema(minSqlite)}; empty by
   *     default
   */
  default Optional<String> minSqlite() {
    return Optional.empty();
  }

  /**
   * Returns this registry as it was when an earlier version was the current one. For tests that
   * start with the file of an earlier release:
   *
   * <pre>
   * Migrator.builder(MigrationRegistry.INSTANCE.upTo(2)).build().migrate(file);
   * </pre>
   *
   * @param version 0, or {@link #baseline()} to {@link #currentVersion()}
   * @return a registry of the versions up to {@code version}
   * @throws IllegalArgumentException if there is no such version
   */
  default Registry upTo(int version) {
    return new EarlierRegistry(this, version);
  }

  /**
   * Opens the finished schema, from which a new file is created.
   *
   * @return empty if the compiler built none: SQL was not run, rows depend on time or chance, or
   *     the first migration already has a step in Java
   */
  default Optional<SchemaImage> image() {
    return Optional.empty();
  }

  /**
   * Makes what {@link #migration} throws. A generated registry calls it.
   *
   * @param registry that has no such version
   * @param version that was asked for
   * @return to be thrown; it says which versions there are
   */
  static IllegalArgumentException noVersion(Registry registry, int version) {
    return new IllegalArgumentException(
        "There is no version "
            + version
            + (registry.currentVersion() == 0
                ? "; there are none."
                : "; versions run from "
                    + registry.baseline()
                    + " to "
                    + registry.currentVersion()
                    + "."));
  }

  /**
   * Makes what {@link #newStep} throws. A generated registry calls it.
   *
   * @param version whose migration has no step
   * @return to be thrown
   */
  static IllegalArgumentException noStep(int version) {
    return new IllegalArgumentException("Version " + version + " has no step.");
  }
}
