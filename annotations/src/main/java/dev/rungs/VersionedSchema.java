package dev.rungs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

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
 * and not negative. The processor proves that versions 1, or {@link #baseline()}, to {@code
 * CURRENT_VERSION} are each declared exactly once by a class annotated {@link Migration} in the
 * same package or one of its sub-packages, and generates the registry beside this class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@java.lang.annotation.Target(ElementType.TYPE)
public @interface VersionedSchema {
  /**
   * The simple name of the generated registry class.
   *
   * @return a Java identifier; must be set if two schemas share a package
   */
  String registry() default "MigrationRegistry";

  /**
   * The lowest version that a migration declares. That migration builds the whole schema at once,
   * and cannot be undone; files below it are refused. For a program whose files already have a
   * version, and for dropping the oldest migrations. With a lock file that has the earlier state of
   * that version, the processor proves that its schema is still the same.
   *
   * @return 1 or more, up to {@code CURRENT_VERSION}
   */
  int baseline() default 1;

  /**
   * The servers that this schema is migrated on, besides files. Their SQLite is older than the
   * compiler's, and they refuse some SQL or replicate it differently: such SQL does not compile.
   *
   * @return none by default
   */
  Target[] targets() default {};

  /**
   * The oldest SQLite that this schema is used with. Newer SQL does not compile, and the runtime
   * refuses to work with an older SQLite.
   *
   * @return a version such as {@code 3.45} or {@code 3.45.1}; empty for that of the targets, or the
   *     compiler's own
   */
  String minSqlite() default "";

  /**
   * Annotations of other libraries that hold SQL in their element {@code value}, such as jdbi's
   * {@code SqlQuery.class}. What they say is prepared on the finished schema: a query that a
   * migration broke does not compile. For SQL in another element there is the processor option
   * {@code -Arungs.queries=org.acme.Query#sql}.
   *
   * @return none by default
   */
  Class<?>[] queries() default {};

  /**
   * Functions that the program registers on its connections, so that the compiler knows them in
   * migrations and queries. The compiler calls none of them: a call gives its first argument.
   *
   * @return names with their number of arguments, as {@code distance/4}; {@code /-1} for any
   *     number, and {@code median/1 aggregate} for one over rows
   */
  String[] functions() default {};

  /**
   * Collations that the program registers on its connections. The compiler compares by code points
   * in their place.
   *
   * @return names, as {@code LOCALIZED}
   */
  String[] collations() default {};

  /**
   * Tokenizers of FTS3, FTS4 and FTS5 that the program registers on its connections, as an
   * extension that it loads does. The compiler splits text into words in their place; a new file is
   * created by running the migrations, so that its index holds what the tokenizer gives.
   *
   * @return names, as {@code snowball}
   */
  String[] tokenizers() default {};
}
