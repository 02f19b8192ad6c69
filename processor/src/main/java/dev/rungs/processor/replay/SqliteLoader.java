package dev.rungs.processor.replay;

import java.sql.SQLException;

/**
 * Loads SQLite on a thread of its own, while the declarations are read and checked: the driver
 * takes about as long as that to unpack and link its native library.
 *
 * <p>Whoever opens a database meanwhile waits in the driver until the library is there. What goes
 * wrong here goes wrong there too, and is reported there.
 */
public final class SqliteLoader {
  private final Thread thread = new Thread(SqliteLoader::load, "rungs-sqlite-loader");

  private SqliteLoader() {
    thread.setDaemon(true);
  }

  /**
   * Begins to load.
   *
   * @return to be waited for before the compiler may take the processor's classes away
   */
  public static SqliteLoader start() {
    SqliteLoader loader = new SqliteLoader();
    loader.thread.start();
    return loader;
  }

  private static void load() {
    try {
      ScratchDatabase.open().close();
    } catch (SqliteUnavailableException | SQLException | RuntimeException | LinkageError e) {
      // The replay meets it again.
    }
  }

  /** Waits until nothing is being loaded any more. */
  public void await() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
