package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.DoubleConsumer;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/**
 * Copies a database in a thread of its own, because the driver's copy cannot be stopped: the caller
 * answers an interrupt at once, and the thread ends by itself when it is done.
 *
 * <p>It reads over a connection of its own, so that nobody waits for the one it holds.
 */
final class BackgroundCopy extends Thread {
  private static final int POLL_MILLIS = 50;

  private final Path source;
  private final Path target;
  private final int busyTimeoutMillis;
  private volatile double share;
  private SQLException failure;
  private boolean done;
  private boolean abandoned;

  private BackgroundCopy(Path source, Path target, int busyTimeoutMillis) {
    super("rungs-backup");
    this.source = source;
    this.target = target;
    this.busyTimeoutMillis = busyTimeoutMillis;
    setDaemon(true);
  }

  /**
   * Copies a database.
   *
   * @param target an existing file, which is written over; worth nothing if this fails
   * @param told is told the share that is done, from 0 to 1, on the calling thread
   * @throws SQLException if it fails; {@code SQLITE_INTERRUPT} if the calling thread is interrupted
   */
  static void run(Path source, Path target, int busyTimeoutMillis, DoubleConsumer told)
      throws SQLException {
    BackgroundCopy copy = new BackgroundCopy(source, target, busyTimeoutMillis);
    copy.start();
    boolean finished = false;
    try {
      do {
        copy.join(POLL_MILLIS);
        told.accept(copy.share);
      } while (copy.isAlive());
      finished = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLiteException("interrupted", SQLiteErrorCode.SQLITE_INTERRUPT);
    } finally {
      if (!finished) {
        copy.abandon();
      }
    }
    if (copy.failure != null) {
      throw copy.failure;
    }
  }

  @Override
  public void run() {
    try (Connection connection = DatabaseAddress.open(source, OpenMode.READ)) {
      SQLiteConnection reader = (SQLiteConnection) connection;
      reader.setBusyTimeout(busyTimeoutMillis);
      int code =
          reader
              .getDatabase()
              .backup(
                  "main",
                  target.toAbsolutePath().toString(),
                  (left, all) -> share = all == 0 ? 1 : 1 - (double) left / all);
      if (code != 0) {
        throw DB.newSQLException(code, "the backup was not completed");
      }
    } catch (SQLException e) {
      failure = e;
    } finally {
      end();
    }
  }

  private synchronized void end() {
    done = true;
    if (abandoned) {
      // Where an open file cannot be deleted, the caller could not.
      delete(target);
    }
  }

  private synchronized void abandon() {
    abandoned = true;
    if (done) {
      delete(target);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The unfinished backup " + file + " is left.", e);
    }
  }
}
