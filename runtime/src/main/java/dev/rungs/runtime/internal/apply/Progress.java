package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.internal.open.HardenedConnection;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * Called by SQLite every so many operations: tells the listener how far a migration is and stops it
 * when the thread is interrupted.
 *
 * <p>Work is counted in operations of SQLite's virtual machine. How many there will be is estimated
 * from the size of the tables a statement names. If the estimate is too low, the share creeps on
 * without reaching the end; it never goes back.
 */
final class Progress extends ProgressHandler {
  /** So rare that its cost cannot be measured; at most a millisecond apart. */
  static final int OPERATIONS = 10_000;

  /** Below it the share follows the estimate; above it, it creeps. */
  private static final double STRAIGHT = 0.8;

  private static final double SMALLEST_STEP = 0.001;

  private final MigrationListener listener;
  private final MigrationDefinition migration;
  private double before;
  private double portion;
  private double expected;
  private long ticks;
  private double told = -1;
  private InterruptWatch watch;

  Progress(MigrationListener listener, MigrationDefinition migration) {
    this.listener = listener;
    this.migration = migration;
  }

  /**
   * Has SQLite call this object until {@link #stop}. On a connection that may have the caller's
   * handler, SQLite is left alone: progress is told between statements only, and a watch stops it.
   */
  void start(HardenedConnection hardened) throws SQLException {
    if (hardened.mayHaveHandlers()) {
      watch = new InterruptWatch(hardened.connection());
    } else {
      setHandler(hardened.connection(), OPERATIONS, this);
    }
  }

  /** Ends the calls. */
  void stop(SQLiteConnection connection) throws SQLException {
    if (watch != null) {
      watch.close();
    } else if (!connection.isClosed()) {
      clearHandler(connection);
    }
  }

  /**
   * Says what comes next.
   *
   * @param share how much of the migration it is, as a part of 1
   * @param operations how many operations it is expected to take
   */
  void next(double share, double operations) {
    before += portion;
    portion = share;
    expected = Math.max(1, operations / OPERATIONS);
    ticks = 0;
    tell(before);
  }

  /** Says that all is done. */
  void finish() {
    tell(1);
  }

  @Override
  protected int progress() {
    if (Thread.currentThread().isInterrupted()) {
      return 1;
    }
    ticks++;
    tell(before + portion * done(ticks / expected));
    return 0;
  }

  private static double done(double share) {
    return share <= STRAIGHT
        ? share
        : 1 - (1 - STRAIGHT) * Math.exp((STRAIGHT - share) / (1 - STRAIGHT));
  }

  private void tell(double share) {
    double bounded = Math.min(1, share);
    if (bounded >= told + SMALLEST_STEP || (bounded == 1 && told < 1)) {
      told = bounded;
      listener.progress(migration, bounded);
    }
  }
}
