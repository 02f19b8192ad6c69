package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.internal.open.Durability;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.RollbackJournal;
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

  /** Decides what is to be done, or throws what refuses it. */
  abstract void decide() throws SQLException;

  /** Tells whether what was decided may lose stored data, so that a backup is made first. */
  abstract boolean endangersData();

  /** The version the file had when it was decided. */
  abstract int storedVersion();

  /** Tells the listener what was decided, unless it knows. */
  abstract void announce();

  /** Tells whether all is expected to be done when the next transaction is. */
  abstract boolean isLast();

  /** Does the next part, up to and with its commit; tells whether more is left. */
  abstract boolean perform(Transaction transaction) throws SQLException;

  /** Says what was done. */
  abstract MigrationReport report() throws SQLException;

  /** Does it all. */
  @SuppressWarnings("try") // The journal is only closed.
  final MigrationReport run() throws SQLException {
    try (RollbackJournal journal = RollbackJournal.require(context.connection(), context.file())) {
      return runJournalled();
    }
  }

  private MigrationReport runJournalled() throws SQLException {
    durability = Durability.of(context.connection());
    try {
      if (seen == UNSEEN) {
        decideAtOneMoment();
      }
      boolean more = true;
      while (more) {
        more = runTransaction();
      }
      durability.settle();
      if (backup != null) {
        Backup.prune(context, context.settings().keepBackups());
      }
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

  /** Decides without keeping others from writing. */
  private void decideAtOneMoment() throws SQLException {
    Sql.run(context.connection(), "BEGIN");
    try {
      decide();
      seen = dataVersion();
    } finally {
      Sql.run(context.connection(), "ROLLBACK");
    }
  }

  /**
   * A backup takes long, so it is made before the lock is taken. If another connection has written
   * since the decision, it is of another state and is made again, under the lock.
   */
  private boolean runTransaction() throws SQLException {
    backUp(false);
    durability.beforeBegin(isLast());
    Transaction transaction =
        Transaction.begin(context.hardened(), context.settings().busyTimeoutMillis());
    try {
      long now = dataVersion();
      if (now != seen) {
        decide();
        seen = now;
        if (!committed) {
          Backup.discard(backup);
          backup = null;
        }
      }
      backUp(true);
      if (backup != null && !committed) {
        Backup.discardUnfinished(context);
      }
      return perform(transaction);
    } finally {
      transaction.rollback();
    }
  }

  private long dataVersion() throws SQLException {
    return Sql.number(context.connection(), "PRAGMA main.data_version");
  }

  /** Makes a backup, once for all transactions, unless the caller wants none. */
  private void backUp(boolean locked) throws SQLException {
    if (backup == null && context.settings().backups() && endangersData()) {
      announce();
      backup = Backup.make(context, storedVersion(), locked);
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
