package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.List;

/**
 * A pending migration, or a rollback, may lose stored data and was not approved with {@code
 * allowDestructive}.
 */
public final class DestructiveApprovalRequiredException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int[] versions;

  DestructiveApprovalRequiredException(ErrorDetails details, List<Integer> versions) {
    super(details);
    this.versions = array(versions);
  }

  /**
   * Returns the versions that need approval and do not have it: those to be applied, or for a
   * rollback those to be undone.
   *
   * @return at least one, in the order they would be run
   */
  public List<Integer> versions() {
    return list(versions);
  }
}
