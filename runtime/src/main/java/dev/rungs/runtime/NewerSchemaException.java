package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.List;

/**
 * The file was written by a newer build of the program: its version is above the registry's.
 *
 * <p>{@link #remedies()} has {@link Remedy#ROLL_BACK} if the file holds the SQL that undoes all of
 * the newer versions.
 */
public final class NewerSchemaException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int[] versions;
  private final int[] candidates;

  NewerSchemaException(ErrorDetails details, List<Integer> versions, List<Integer> candidates) {
    super(details);
    this.versions = array(versions);
    this.candidates = array(candidates);
  }

  /**
   * Returns the versions that the file's history has and the registry does not.
   *
   * @return in ascending order; empty if the file has no history
   */
  public List<Integer> versions() {
    return list(versions);
  }

  /**
   * Returns the versions of the registry whose schema the file has, if another tool wrote its
   * number: it has no history, and {@link #remedies()} has {@link Remedy#ADOPT_AS}.
   *
   * @return in ascending order; empty if a newer build wrote the file, or if it has the schema of
   *     no version
   */
  public List<Integer> candidates() {
    return list(candidates);
  }
}
