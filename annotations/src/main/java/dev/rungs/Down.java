package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The SQL that undoes a migration: it brings a database back to the version below.
 *
 * <p>Exactly one of {@link #value} and {@link #file} is given. The compiler runs up, down and up
 * again on tables that hold rows, and refuses a script that does not restore the previous schema.
 * The runtime runs it only for a rollback.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Down {
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
