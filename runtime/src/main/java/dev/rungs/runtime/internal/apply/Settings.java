package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Transactions;
import dev.rungs.runtime.internal.inspect.Adoption;
import dev.rungs.runtime.internal.plan.Permissions;
import java.nio.file.Path;
import java.time.Clock;

/**
 * How a migrator works.
 *
 * @param permissions what it may do
 * @param transactions how an upgrade is cut into transactions
 * @param backups whether backups are made
 * @param backupDirectory where, or null for beside the file
 * @param keepBackups how many backups of a file are kept after a success; 0 for all
 * @param busyTimeoutMillis how long it waits for a lock
 * @param clock dates history; null for the system's
 * @param listener receives what happens; null for none
 * @param adoption what the caller says about files that another tool kept; null for nothing
 * @param mustExist whether a file that does not exist is refused instead of created
 */
public record Settings(
    Permissions permissions,
    Transactions transactions,
    boolean backups,
    Path backupDirectory,
    int keepBackups,
    int busyTimeoutMillis,
    Clock clock,
    MigrationListener listener,
    Adoption adoption,
    boolean mustExist) {
  /** Dates history. */
  @Override
  public Clock clock() {
    // Not created before it is needed: opening a current file loads no class of it.
    return clock == null ? Clock.systemUTC() : clock;
  }

  /** What the caller says about files that another tool kept. */
  @Override
  public Adoption adoption() {
    return adoption == null ? Adoption.BY_SCHEMA : adoption;
  }

  /** Receives what happens. */
  @Override
  public MigrationListener listener() {
    return listener == null ? Nobody.INSTANCE : listener;
  }

  /** Tells whether a backup was asked for, not only left as it is by default. */
  public boolean wantsBackups() {
    return backups && backupDirectory != null;
  }

  /** The same for a copy that is deleted afterwards: nothing on it needs approval or a backup. */
  public Settings onCopy() {
    Permissions all =
        new Permissions(
            true,
            permissions.destructive(),
            true,
            permissions.rebuildOfNewer(),
            permissions.drift(),
            permissions.applicationId());
    return new Settings(
        all, transactions, false, null, 0, busyTimeoutMillis, clock, listener, adoption, mustExist);
  }

  private static final class Nobody implements MigrationListener {
    static final MigrationListener INSTANCE = new Nobody();
  }
}
