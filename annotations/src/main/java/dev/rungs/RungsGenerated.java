package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that the Rungs annotation processor generated. Not for use in hand-written code.
 *
 * <p>It lists the migrations that the class was generated from, so that a compile of only some of
 * them still knows the others.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RungsGenerated {
  /**
   * The migrations the class was generated from.
   *
   * @return qualified class names, by version
   */
  String[] migrations() default {};
}
