package dev.rungs.runtime.internal.apply;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteUpdateListener;

/** What a step sets in the driver rather than by SQL, so that it can be taken back. */
final class DriverChanges {
  private final SQLiteConnection connection;
  private final Map<SQLiteLimits, Integer> limits = new EnumMap<>(SQLiteLimits.class);
  private final List<SQLiteUpdateListener> updateListeners = new ArrayList<>();
  private final List<SQLiteCommitListener> commitListeners = new ArrayList<>();

  DriverChanges(SQLiteConnection connection) {
    this.connection = connection;
  }

  synchronized void add(SQLiteUpdateListener listener) {
    updateListeners.add(listener);
    connection.addUpdateListener(listener);
  }

  synchronized void add(SQLiteCommitListener listener) {
    commitListeners.add(listener);
    connection.addCommitListener(listener);
  }

  synchronized void set(SQLiteLimits limit, int value) throws SQLException {
    // A negative value only reads.
    limits.putIfAbsent(limit, connection.getDatabase().limit(limit.getId(), -1));
    connection.setLimit(limit, value);
  }

  /** Takes all of it back. */
  synchronized void undo() throws SQLException {
    updateListeners.forEach(connection::removeUpdateListener);
    commitListeners.forEach(connection::removeCommitListener);
    for (Map.Entry<SQLiteLimits, Integer> limit : limits.entrySet()) {
      connection.setLimit(limit.getKey(), limit.getValue());
    }
    updateListeners.clear();
    commitListeners.clear();
    limits.clear();
  }
}
