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

  NewerSchemaException(ErrorDetails details, List<Integer> versions) {
    super(details);
    this.versions = array(versions);
  }

  /**
   * Returns the versions that the file's history has and the registry does not.
   *
   * @return in ascending order; empty if the file has no history
   */
  public List<Integer> versions() {
    return list(versions);
  }
}
