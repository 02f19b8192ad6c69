package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one migration: what brings a database from version {@code n - 1} to version {@code n}.
 *
 * <pre>
 * &#64;Migration(version = 2)
 * &#64;Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
 * &#64;Down("ALTER TABLE notes DROP COLUMN slug;")
 * final class AddSlugs {}
 * </pre>
 *
 * <p>The SQL is in {@link Up} and {@link Down}. If data must change in ways that SQL cannot
 * express, the class implements {@code dev.rungs.runtime.MigrationStep}, which runs after the SQL
 * in the same transaction.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Migration {
  /**
   * The version that a database has once this migration is done.
   *
   * @return 1 to {@code CURRENT_VERSION}; every one of them is declared exactly once
   */
  int version();

  /**
   * The name shown in plans, reports and history.
   *
   * @return empty by default, which means the class name in snake case: {@code AddSlugs} gives
   *     {@code add_slugs}
   */
  String name() default "";

  /**
   * How the migration is done.
   *
   * @return {@link Strategy#IN_PLACE} unless the content is derived and cannot be carried over
   */
  Strategy strategy() default Strategy.IN_PLACE;

  /**
   * Whether the migration may lose stored data: rows, columns, tables or overwritten values.
   *
   * <p>The compiler refuses a migration that loses data and does not say so. The runtime applies
   * one that says so only when it is approved, and backs the file up first.
   *
   * @return true if it may lose data
   */
  boolean destructive() default false;

  /**
   * The class annotated {@link VersionedSchema} that this migration belongs to.
   *
   * @return by default {@code void.class}: the schema of its own package, or else of the nearest
   *     enclosing package; if one package has several schemas, each migration must name its own
   */
  Class<?> schema() default void.class;

  /**
   * Whether the step builds schema that the compiler cannot see.
   *
   * <p>From this version on the compiler checks SQL syntax only, and drift detection and adoption
   * are off. Keep DDL in {@link Up} instead if that is possible.
   *
   * @return true if the Java step runs DDL
   */
  boolean schemaUnknown() default false;
}
