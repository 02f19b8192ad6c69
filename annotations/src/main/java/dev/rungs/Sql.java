package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a constant that holds SQL of the program. The compiler prepares it on the finished schema:
 * a query that a migration broke does not compile.
 *
 * <pre>
 * &#64;Sql
 * static final String ALL_NOTES = "SELECT id, body FROM notes ORDER BY id";
 * </pre>
 *
 * <p>The field is a {@code static final String} whose value is a compile-time constant. It may hold
 * several statements. Methods of other libraries are checked by their own annotations, which {@link
 * VersionedSchema#queries} names.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Sql {
  /**
   * The schema that the SQL is for.
   *
   * @return a class annotated {@link VersionedSchema}; by default that of the nearest package, or
   *     the only one there is
   */
  Class<?> schema() default void.class;
}
