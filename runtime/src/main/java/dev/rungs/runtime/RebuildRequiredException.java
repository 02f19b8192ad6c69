package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.List;

/**
 * The file can only be upgraded by wiping it and rebuilding its schema, and the caller did not
 * permit that with {@code allowRebuild()}.
 */
public final class RebuildRequiredException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int[] versions;

  RebuildRequiredException(ErrorDetails details, List<Integer> versions) {
    super(details);
    this.versions = array(versions);
  }

  /**
   * Returns the pending versions whose strategy is {@code REBUILD}.
   *
   * @return at least one, in ascending order
   */
  public List<Integer> versions() {
    return list(versions);
  }
}
