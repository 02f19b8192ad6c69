package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.inspect.HistoryReader;
import dev.rungs.runtime.internal.open.Durability;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * The mark that a wiped store has until its content is restored. It is part of the file, so that a
 * crash between wipe and repopulation is not forgotten: in history, and in the header, where it is
 * found without reading the schema.
 */
final class RepopulationMark {
  private RepopulationMark() {}

  /**
   * Removes the mark: within the caller's transaction if there is one, so that content and mark
   * change together.
   */
  static void clear(Connection connection, Settings settings) throws SQLException {
    boolean own = begin(connection);
    try {
      if (HistoryReader.read(connection).awaitsContent()) {
        HistoryTable.markRepopulated(connection, settings.clock().instant());
      }
      if (Stamp.of(connection).awaitsContent()) {
        int id = settings.permissions().applicationId();
        Sql.run(connection, "PRAGMA main.application_id = " + id);
      }
      if (own) {
        Sql.run(connection, "COMMIT");
        Durability.settleNow(connection);
      }
    } catch (SQLException e) {
      if (own) {
        rollback(connection);
      }
      throw e;
    }
  }

  /** Begins a transaction; tells whether there was none. */
  private static boolean begin(Connection connection) throws SQLException {
    try {
      Sql.run(connection, "BEGIN IMMEDIATE");
      return true;
    } catch (SQLException e) {
      if (Failures.primary(e) == SQLiteErrorCode.SQLITE_ERROR) {
        return false;
      }
      throw e;
    }
  }

  private static void rollback(Connection connection) {
    try {
      Sql.run(connection, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back already.
      return;
    }
  }
}
