package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ErrorDetails;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file was refused, or a migration failed. The root of everything Rungs throws at run time.
 *
 * <p>The message says what is wrong, what was found, and what to do next; {@link #problem()} and
 * {@link #advice()} are its two parts. The subclasses carry what was found in fields, so that a
 * program need not parse the text. A refusal leaves the file byte for byte as it was; a failure is
 * rolled back and leaves it at the last version completed.
 *
 * <p>Only Rungs creates these exceptions.
 */
public class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  static {
    ExceptionFactory.install(new Exceptions());
  }

  private final transient Path file;

  private final int storedVersion;

  private final int currentVersion;

  private final String problem;

  private final String advice;

  private final Remedy[] remedies;

  MigrationException(ErrorDetails details) {
    super(details.message(), details.cause());
    this.file = details.context().file();
    this.storedVersion = details.context().storedVersion();
    this.currentVersion = details.context().currentVersion();
    this.problem = details.problem();
    this.advice = details.advice();
    this.remedies = details.remedies().toArray(new Remedy[0]);
  }

  /**
   * Creates an exception of another module of Rungs, about a database that is not a file.
   *
   * @param problem what is wrong, with the evidence: one or more sentences
   * @param advice what to do next; empty if the problem says it
   * @param storedVersion the version the database has, 0 if it could not be read
   * @param currentVersion the version of the registry
   * @param cause what was thrown, or null
   */
  protected MigrationException(
      String problem, String advice, int storedVersion, int currentVersion, Throwable cause) {
    this(
        new ErrorContext(null, storedVersion, currentVersion)
            .problem(problem)
            .advice(advice)
            .cause(cause));
  }

  /**
   * Returns the database file.
   *
   * @return empty if there is none, as with {@code :memory:}
   */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Returns the version the file has.
   *
   * @return {@code PRAGMA user_version}; 0 if it could not be read
   */
  public int storedVersion() {
    return storedVersion;
  }

  /**
   * Returns the version that this build of the program works with.
   *
   * @return the registry's {@code CURRENT_VERSION}
   */
  public int currentVersion() {
    return currentVersion;
  }

  /**
   * Returns the first part of the message: what is wrong, and what was found.
   *
   * @return one or more sentences
   */
  public String problem() {
    return problem;
  }

  /**
   * Returns the second part of the message: what to do next, in terms of this API.
   *
   * @return one or more sentences; empty if the first part says it
   */
  public String advice() {
    return advice;
  }

  /**
   * Returns what would make the same call succeed. The caller must judge whether that is right:
   * some remedies discard data.
   *
   * @return empty if no setting would, as with a damaged file; immutable, in the order of the enum
   */
  public Set<Remedy> remedies() {
    Set<Remedy> found = EnumSet.noneOf(Remedy.class);
    Collections.addAll(found, remedies);
    return Collections.unmodifiableSet(found);
  }

  static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
