package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A lock on a file that all class loaders of this JVM share.
 *
 * <p>Two class loaders with a driver each have two copies of SQLite, which do not know of each
 * other. When one of them closes the file, the system drops the POSIX locks of the other (<a
 * href="https://www.sqlite.org/howtocorrupt.html">howtocorrupt.html</a>, section 2.2.1). So while
 * Rungs has a file open in one class loader, it does not open it in another. Class loaders that
 * share a driver, and threads of one, are not kept apart in this way: SQLite does that.
 *
 * <p>Writers wait for each other here too, whatever their class loader, and without polling.
 *
 * <p>What is shared must be of classes that no application loads: the monitor is the interned name
 * of a system property, and the state is its value. The property exists while the file is open.
 */
public final class ProcessLock {
  private static final String PREFIX = "dev.rungs.lock.";

  /** Tells the copies of the driver apart. */
  private static final String DRIVER =
      Integer.toHexString(System.identityHashCode(SQLiteConnection.class));

  private final String name;
  private final boolean writes;

  private ProcessLock(String name, boolean writes) {
    this.name = name;
    this.writes = writes;
  }

  /**
   * Who has the file.
   *
   * @param driver the copy of the driver that has it open
   * @param users how often
   * @param writer the id of the thread that writes it, or 0
   * @param writes how often that thread has locked it to write
   */
  private record State(String driver, int users, long writer, int writes) {
    static State of(String name) {
      String text = System.getProperty(name);
      if (text == null) {
        return new State(DRIVER, 0, 0, 0);
      }
      String[] words = text.split(" ");
      return new State(
          words[0],
          Integer.parseInt(words[1]),
          Long.parseLong(words[2]),
          Integer.parseInt(words[3]));
    }

    boolean admits(boolean toWrite, long thread) {
      return users == 0 || (driver.equals(DRIVER) && (!toWrite || writer == 0 || writer == thread));
    }

    State with(boolean toWrite, long thread) {
      return new State(DRIVER, users + 1, toWrite ? thread : writer, toWrite ? writes + 1 : writes);
    }

    State without(boolean wrote) {
      int left = wrote ? writes - 1 : writes;
      return new State(driver, users - 1, left == 0 ? 0 : writer, left);
    }

    void keep(String name) {
      if (users == 0) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, driver + " " + users + " " + writer + " " + writes);
      }
    }
  }

  /**
   * Locks a file for as long as it is open to read.
   *
   * @return to be {@linkplain #release released}
   */
  public static ProcessLock forReading(Path file, int timeoutMillis) throws SQLException {
    return lock(file, false, timeoutMillis);
  }

  /** Runs what migrates a file; within it the same thread may come here again. */
  public static <T> T whileWriting(Path file, int timeoutMillis, Patience.Call<T> call)
      throws SQLException {
    ProcessLock lock = lock(file, true, timeoutMillis);
    try {
      return call.run();
    } finally {
      lock.release();
    }
  }

  private static ProcessLock lock(Path file, boolean toWrite, int timeoutMillis)
      throws SQLException {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    while (true) {
      String key = key(file);
      ProcessLock lock = lock(PREFIX.concat(key).intern(), toWrite, deadline);
      // A new file may have been created by the one that had the lock: by now it has another key.
      if (!isPath(key) || key.equals(key(file))) {
        return lock;
      }
      lock.release();
    }
  }

  private static boolean isPath(String key) {
    return key.charAt(0) != '(';
  }

  private static ProcessLock lock(String name, boolean toWrite, long deadline) throws SQLException {
    long thread = Thread.currentThread().getId();
    synchronized (name) {
      State state = State.of(name);
      while (!state.admits(toWrite, thread)) {
        long left = (deadline - System.nanoTime()) / 1_000_000L;
        if (left <= 0) {
          throw new SQLiteException(
              "[SQLITE_BUSY] Another thread or class loader of this process has the file",
              SQLiteErrorCode.SQLITE_BUSY);
        }
        try {
          name.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLiteException("interrupted", SQLiteErrorCode.SQLITE_INTERRUPT);
        }
        state = State.of(name);
      }
      state.with(toWrite, thread).keep(name);
      return new ProcessLock(name, toWrite);
    }
  }

  /** Lets others have the file. */
  public void release() {
    synchronized (name) {
      State.of(name).without(writes).keep(name);
      name.notifyAll();
    }
  }

  /** The file itself rather than its path, which may be one of several; or that, if it is new. */
  private static String key(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      Object key = Files.readAttributes(absolute, BasicFileAttributes.class).fileKey();
      return key == null ? absolute.normalize().toString() : key.toString();
    } catch (IOException e) {
      return absolute.normalize().toString();
    }
  }
}
