package dev.rungs.fleet;

import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationCancelledException;

/**
 * What is done with one database of a fleet. Implementations are safe for use by several threads.
 */
interface FleetWork {
  /**
   * Does it.
   *
   * @param name of the database
   * @return what became of it; a failure is part of it
   * @throws DatabaseBusyException if it is in use
   * @throws MigrationCancelledException if the thread was interrupted
   * @throws WorkInterruptedException if the thread was interrupted
   */
  FileOutcome run(String name);

  /** What is said of one that stayed in use to the end. */
  FileOutcome busy(String name, DatabaseBusyException failure);

  /** What it looks like from outside; zeros if that cannot be seen. */
  JournalQueue.FileStamp stamp(String name);

  /** The thread was interrupted, and what was being done was not done. */
  final class WorkInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkInterruptedException(Throwable cause) {
      super(cause);
    }
  }
}
