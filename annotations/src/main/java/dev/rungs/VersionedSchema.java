package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the class or interface that owns a schema's {@code CURRENT_VERSION}.
 *
 * <pre>
 * &#64;VersionedSchema
 * public final class AppSchema {
 *   public static final int CURRENT_VERSION = 3;
 * }
 * </pre>
 *
 * <p>{@code CURRENT_VERSION} is a {@code static final int}, a compile-time constant, not private
 * and not negative. The processor proves that versions 1 to {@code CURRENT_VERSION} are each
 * declared exactly once by a class annotated {@link Migration} in the same package or one of its
 * sub-packages, and generates the registry beside this class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface VersionedSchema {
  /**
   * The simple name of the generated registry class.
   *
   * @return a Java identifier; to be set where two schemas share a package
   */
  String registry() default "MigrationRegistry";
}
