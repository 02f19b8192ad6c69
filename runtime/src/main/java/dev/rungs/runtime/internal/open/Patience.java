package dev.rungs.runtime.internal.open;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Waits for a lock where SQLite does not. */
public final class Patience {
  private static final int PAUSE_MILLIS = 20;

  private Patience() {}

  /** What needs a lock. */
  public interface Call<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /**
   * Repeats a call while another connection has the lock, until the time is over.
   *
   * @param sqliteWaits whether SQLite waits by itself; with a shared cache it does not even then
   *     (<a href="https://www.sqlite.org/sharedcache.html">sharedcache.html</a>)
   */
  public static <T> T retry(int timeoutMillis, boolean sqliteWaits, Call<T> call)
      throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return call.run();
      } catch (SQLException e) {
        boolean over = System.nanoTime() - start >= timeoutMillis * 1_000_000L;
        boolean ours = !sqliteWaits || Failures.primary(e) == SQLiteErrorCode.SQLITE_LOCKED;
        if (!ours || !Failures.isBusy(e) || over || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        pause(PAUSE_MILLIS);
      }
    }
  }

  /** Sleeps; returns at once, with the flag still set, if the thread is interrupted. */
  public static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
