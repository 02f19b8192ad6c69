package dev.rungs.fleet;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Rehearsal;
import java.nio.file.Path;

/**
 * One database of a fleet that is not a file, as a namespace of a server. For use by one thread.
 *
 * <p>Each method may throw a {@link MigrationException}, which is reported as what became of this
 * database; a {@link dev.rungs.runtime.DatabaseBusyException} has it tried again later. Anything
 * else that is thrown is reported as a bug.
 */
public interface FleetDatabase {
  /**
   * Tells which versions it has. Changes nothing.
   *
   * @return every version, by number
   */
  MigrationStatus status();

  /**
   * Decides what {@link #migrate} would do. Changes nothing.
   *
   * @return the plan; a refusal is part of it
   */
  MigrationPlan plan();

  /**
   * Does on a copy what {@link #migrate} would do.
   *
   * @return what happened to the copy, also if a migration failed
   */
  Rehearsal rehearse();

  /**
   * Brings it to the current version.
   *
   * @return what was done
   */
  MigrationReport migrate();

  /**
   * Writes a backup as a SQLite file.
   *
   * @param copy where; nothing is there
   */
  void backup(Path copy);

  /**
   * Tells what kind of trouble a failure of this database is.
   *
   * @param failure what one of the other methods threw
   * @return by default what it would be of a file
   */
  default FailureCause causeOf(MigrationException failure) {
    return FailureCause.of(failure);
  }
}
