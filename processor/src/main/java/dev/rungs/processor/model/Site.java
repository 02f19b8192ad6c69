package dev.rungs.processor.model;

/**
 * Where a problem stands: a class, and the part of its declaration that is at fault.
 *
 * @param className the qualified name of the annotated class; empty for what has no place in source
 * @param part the part of it
 */
public record Site(String className, Part part) {
  /** No place in source: what a compiler option asks for. */
  public static final Site NOWHERE = new Site("", Part.TYPE);

  /** A part of an annotated class that a problem can point at. */
  public enum Part {
    /** The class itself. */
    TYPE,
    /** The field {@code CURRENT_VERSION}. */
    CURRENT_VERSION,
    /** {@code @VersionedSchema(registry)}. */
    REGISTRY,
    /** {@code @VersionedSchema(baseline)}. */
    BASELINE,
    /** {@code @VersionedSchema(targets)}. */
    TARGETS,
    /** {@code @VersionedSchema(minSqlite)}. */
    MIN_SQLITE,
    /** {@code @Migration(version)}. */
    VERSION,
    /** {@code @Migration(name)}. */
    NAME,
    /** {@code @Migration(strategy)}. */
    STRATEGY,
    /** {@code @Migration(destructive)}. */
    DESTRUCTIVE,
    /** {@code @Migration(schema)}. */
    SCHEMA,
    /** {@code @Migration(schemaUnknown)}. */
    SCHEMA_UNKNOWN,
    /** The value or file of {@code @Up}. */
    UP,
    /** The value or file of {@code @Down}. */
    DOWN
  }
}
