package dev.rungs.runtime.internal.open;

import java.sql.SQLException;

/** Waits for a lock where SQLite does not. */
public final class Patience {
  private static final int PAUSE_MILLIS = 20;

  private Patience() {}

  /** What needs a lock. */
  public interface Call<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Repeats a call while another connection has the lock, until the time is over. */
  public static <T> T retry(int timeoutMillis, Call<T> call) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return call.run();
      } catch (SQLException e) {
        boolean over = System.nanoTime() - start >= timeoutMillis * 1_000_000L;
        if (!Failures.isBusy(e) || over || Thread.currentThread().isInterrupted()) {
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
