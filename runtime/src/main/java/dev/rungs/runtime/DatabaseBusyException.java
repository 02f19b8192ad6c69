package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.Arrays;
import java.util.List;

/** Another connection held the file locked for longer than the timeout. */
public final class DatabaseBusyException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final long[] holders;

  DatabaseBusyException(ErrorDetails details, List<Long> holders) {
    super(details);
    this.holders = holders.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Returns the processes that held the file when the timeout was over.
   *
   * @return process ids, in ascending order; empty if the system does not tell
   */
  public List<Long> holders() {
    return Arrays.stream(holders).boxed().toList();
  }
}
