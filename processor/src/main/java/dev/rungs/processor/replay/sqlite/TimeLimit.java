package dev.rungs.processor.replay.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * What a script may take of the machine that compiles it. SQLite asks after some steps of its
 * virtual machine whether to go on (<a
 * href="https://www.sqlite.org/c3ref/progress_handler.html">sqlite3_progress_handler</a>). The
 * driver's SQLite keeps no memory statistics, so that its {@code hard_heap_limit} has no effect:
 * values and the database have a greatest size instead.
 */
final class TimeLimit extends ProgressHandler {
  /** SQLITE_TOOBIG, SQLITE_NOMEM, SQLITE_FULL: primary result codes. */
  private static final int TOO_BIG = 18;

  private static final int NO_MEMORY = 7;
  private static final int FULL = 13;
  private static final int INTERRUPTED = 9;

  /** A few steps can take long where each is about a large value. */
  private static final int STEPS = 200;

  private static final int LARGEST_VALUE = 64 << 20;
  private static final int MOST_PAGES = 131_072; // of 4 KiB: 512 MiB

  private final Duration limit;
  private long deadline = Long.MAX_VALUE;
  private boolean reached;

  TimeLimit(Duration limit) {
    this.limit = limit;
  }

  void install(Connection connection) throws SQLException {
    ((SQLiteConnection) connection).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, LARGEST_VALUE);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + MOST_PAGES);
    }
    ProgressHandler.setHandler(connection, STEPS, this);
  }

  /** Gives the whole time again. */
  void restart() {
    restart(limit);
  }

  /** Gives so much time from now on. */
  void restart(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  @Override
  protected int progress() {
    boolean over = deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
    reached |= over;
    return over ? 1 : 0;
  }

  void stop() {
    deadline = Long.MAX_VALUE;
  }

  boolean isReached() {
    return reached;
  }

  Duration limit() {
    return limit;
  }

  static boolean isOutOfTime(SQLException e) {
    return e.getErrorCode() == INTERRUPTED;
  }

  static boolean isOutOfMemory(SQLException e) {
    int code = e.getErrorCode();
    return code == TOO_BIG || code == NO_MEMORY || code == FULL;
  }
}
