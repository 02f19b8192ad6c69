package dev.rungs.processor.model;

import java.util.Optional;

/**
 * Where a problem stands: a class, and the part of its declaration that is at fault.
 *
 * @param className the qualified name of the annotated class; empty for what has no place in source
 * @param part the part of it
 * @param member for a query, the field or method that it stands at
 */
public record Site(String className, Part part, Optional<Member> member) {
  /** No place in source: what a compiler option asks for. */
  public static final Site NOWHERE = new Site("", Part.TYPE);

  /**
   * A place that is no query.
   *
   * @param className the qualified name of the annotated class
   * @param part the part of it
   */
  public Site(String className, Part part) {
    this(className, part, Optional.empty());
  }

  /**
   * An annotation on a field or method.
   *
   * @param signature the name, of a method with the erased types of its parameters
   * @param annotation the qualified name of the annotation
   * @param index which of several such annotations, from 0
   * @param element the element of the annotation
   */
  public record Member(String signature, String annotation, int index, String element) {}

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
    /** {@code @VersionedSchema(functions)}. */
    FUNCTIONS,
    /** {@code @VersionedSchema(collations)}. */
    COLLATIONS,
    /** {@code @VersionedSchema(tokenizers)}. */
    TOKENIZERS,
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
    DOWN,
    /** An annotation that holds SQL, on a field or method. */
    QUERY
  }
}
