package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/**
 * Copies a database in a thread of its own, because the driver's copy cannot be stopped: its loop
 * asks nobody between the pages. The caller answers an interrupt at once. A copy that was not begun
 * is then not begun; one that is nearly done is waited for; any other goes on until it is done,
 * which takes as long as it would have taken, and then deletes what it wrote. On POSIX systems the
 * caller has deleted the file before, so that the copy is never seen again.
 *
 * <p>It reads over a connection of its own, so that nobody waits for the one it holds.
 */
final class BackgroundCopy extends Thread {
  private static final int POLL_MILLIS = 50;

  /** How long an interrupted caller waits for the copy to end, so that small ones leave nothing. */
  private static final int LAST_WAIT_MILLIS = 200;

  private final Path source;
  private final Path target;
  private final int busyTimeoutMillis;
  private volatile double share;
  private SQLException failure;
  private Object targetKey;
  private boolean begun;
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
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
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
      copy.abandon(LAST_WAIT_MILLIS);
      Thread.currentThread().interrupt();
      finished = true;
      throw cancelled();
    } finally {
      if (!finished) {
        copy.abandon(0);
      }
    }
    if (copy.failure != null) {
      throw copy.failure;
    }
  }

  private static SQLException cancelled() {
    return new SQLiteException("interrupted", SQLiteErrorCode.SQLITE_INTERRUPT);
  }

  @Override
  public void run() {
    if (begin()) {
      copy();
    }
  }

  private void copy() {
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

  /** SQLite would create the file again that the caller has deleted. */
  private synchronized boolean begin() {
    begun = !abandoned;
    targetKey = key(target);
    return begun;
  }

  private synchronized void end() {
    done = true;
    notifyAll();
    if (abandoned) {
      // Where an open file cannot be deleted, the caller could not.
      delete();
    }
  }

  private synchronized void abandon(int waitMillis) {
    abandoned = true;
    try {
      if (begun && !done && waitMillis > 0) {
        wait(waitMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (done) {
      delete();
    }
  }

  private void delete() {
    try {
      // By now another backup may have the name.
      if (Objects.equals(targetKey, key(target))) {
        Files.deleteIfExists(target);
      }
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The unfinished backup " + target + " is left.", e);
    }
  }

  /** What tells a file from others of its name, if the system has that and there is a file. */
  private static Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
