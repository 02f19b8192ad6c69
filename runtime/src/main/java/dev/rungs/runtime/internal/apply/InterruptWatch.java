package dev.rungs.runtime.internal.apply;

import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/**
 * Stops what SQLite is running when a thread is interrupted, on a connection whose progress handler
 * belongs to the caller. SQLite has one such handler, and the driver does not tell which is set, so
 * it could not be restored.
 */
final class InterruptWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final SQLiteConnection connection;
  private final Thread migrating = Thread.currentThread();
  private final Thread watching;
  private boolean over;

  /** Watches the current thread until closed. */
  InterruptWatch(SQLiteConnection connection) {
    this.connection = connection;
    this.watching = new Thread(this::watch, "rungs-interrupt-watch");
    watching.setDaemon(true);
    watching.start();
  }

  private synchronized void watch() {
    try {
      while (!over) {
        if (migrating.isInterrupted()) {
          connection.getDatabase().interrupt();
        }
        wait(PAUSE_MILLIS);
      }
    } catch (InterruptedException | SQLException e) {
      // Nothing else interrupts this thread; a driver that cannot interrupt has nothing to stop.
      over = true;
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
  }
}
