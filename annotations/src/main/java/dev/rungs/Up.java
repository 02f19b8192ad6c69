package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The SQL that brings a database up to a migration's version.
 *
 * <p>Exactly one of {@link #value} and {@link #file} is given. The script may hold any number of
 * statements. It runs in one transaction that the runtime owns, while foreign keys are not
 * enforced: {@code BEGIN}, {@code COMMIT}, {@code ATTACH}, {@code VACUUM} and pragmas that change
 * the file or the connection do not compile.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Up {
  /**
   * The script itself.
   *
   * @return SQL, in SQLite's dialect
   */
  String value() default "";

  /**
   * The name of a UTF-8 file that holds the script.
   *
   * @return a relative path with {@code /}, beside the class in the sources or in the folder that
   *     the processor option {@code -Arungs.sql=DIR} names
   */
  String file() default "";
}
