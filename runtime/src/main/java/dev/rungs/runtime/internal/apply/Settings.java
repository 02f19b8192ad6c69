package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Transactions;
import dev.rungs.runtime.internal.plan.Permissions;
import java.nio.file.Path;
import java.time.Clock;

/**
 * How a migrator works.
 *
 * @param permissions what it may do
 * @param transactions how an upgrade is cut into transactions
 * @param backups whether copies are made
 * @param backupDirectory where, or null for beside the file
 * @param busyTimeoutMillis how long it waits for a lock
 * @param clock dates history
 * @param listener is told
 */
public record Settings(
    Permissions permissions,
    Transactions transactions,
    boolean backups,
    Path backupDirectory,
    int busyTimeoutMillis,
    Clock clock,
    MigrationListener listener) {
  /** The same for a copy that is thrown away: nothing on it is at stake, or worth a copy. */
  public Settings onCopy() {
    Permissions all =
        new Permissions(
            true,
            permissions.destructive(),
            true,
            permissions.rebuildOfNewer(),
            permissions.drift(),
            permissions.adoptAs(),
            permissions.applicationId());
    return new Settings(all, transactions, false, null, busyTimeoutMillis, clock, listener);
  }
}
