package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.internal.open.Durability;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Runs one transaction after another until all is done.
 *
 * <p>What is to be done was decided without the lock, or before the last commit, so it may be out
 * of date once the lock is held. Each transaction therefore begins by asking whether any other
 * connection has written in between, and decides again if so. A backup is deleted if nothing was
 * committed after it.
 */
abstract class WriteLoop {
  /** No version of the file's content, so that the first transaction decides for itself. */
  static final long UNSEEN = -1;

  /** The file, the registry and the settings. */
  final MigrationContext context;

  private long seen;
  private boolean committed;
  private Durability durability;
  private Path backup;

  /**
   * Prepares the work.
   *
   * @param seen {@code PRAGMA data_version} when it was decided, or {@link #UNSEEN}
   */
  WriteLoop(MigrationContext context, long seen) {
    this.context = context;
    this.seen = seen;
  }

  /** Decides under the lock what is to be done, or throws what refuses it. */
  abstract void decide() throws SQLException;

  /** Tells whether all is expected to be done when the next transaction is. */
  abstract boolean isLast();

  /** Does the next part, up to and with its commit; tells whether more is left. */
  abstract boolean perform(Transaction transaction) throws SQLException;

  /** Says what was done. */
  abstract MigrationReport report() throws SQLException;

  /** Does it all. */
  final MigrationReport run() throws SQLException {
    durability = Durability.of(context.connection());
    try {
      boolean more = true;
      while (more) {
        more = runTransaction();
      }
      durability.settle();
      return report();
    } catch (SQLException | RuntimeException | Error e) {
      settleAfter(e);
      if (!committed) {
        Backup.discard(backup);
      }
      throw e;
    }
  }

  /** What a failure says of the migrations before it should survive a power cut as well. */
  private void settleAfter(Throwable failure) {
    try {
      durability.settle();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private boolean runTransaction() throws SQLException {
    durability.beforeBegin(isLast());
    Transaction transaction =
        Transaction.begin(context.connection(), context.settings().busyTimeoutMillis());
    try {
      long now = Sql.number(context.connection(), "PRAGMA main.data_version");
      if (now != seen) {
        decide();
        seen = now;
      }
      return perform(transaction);
    } finally {
      transaction.rollback();
    }
  }

  /** Makes a backup, once for all transactions, unless the caller wants none. */
  final void backUp(int storedVersion) throws SQLException {
    if (context.settings().backups() && backup == null) {
      backup = Backup.make(context, storedVersion);
    }
  }

  /** Returns the backup, if one was made. */
  final Optional<Path> backup() {
    return Optional.ofNullable(backup);
  }

  /**
   * Commits.
   *
   * @param storedVersion the version the file has if that fails
   * @param last the last migration in the transaction, or null if there is none
   */
  final void commit(Transaction transaction, int storedVersion, MigrationDefinition last) {
    try {
      transaction.commit();
      committed = true;
      durability.committed();
    } catch (SQLException e) {
      transaction.rollback();
      MigrationException failure = Failures.of(e, context.about(storedVersion));
      if (last != null) {
        ListenerCalls.failed(context.settings().listener(), last, failure);
      }
      throw failure;
    }
  }
}
