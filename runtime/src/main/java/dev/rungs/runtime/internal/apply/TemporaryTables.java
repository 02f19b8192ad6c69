package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * The temporary objects of a connection: each would hide an object of the file that has its name.
 */
final class TemporaryTables {
  private TemporaryTables() {}

  /** Lists them, each as {@code DROP} takes it. */
  static List<String> list(SQLiteConnection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT type, name FROM temp.sqlite_schema"
                    + " WHERE type <> 'index' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                    + " ORDER BY type = 'table', type")) {
      while (rows.next()) {
        names.add(rows.getString(1) + " temp." + SqlNames.quote(rows.getString(2)));
      }
    }
    return names;
  }

  /** Drops what a script or a step left. */
  static void drop(SQLiteConnection connection) throws SQLException {
    if (Sql.number(connection, "SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema)") == 0) {
      return;
    }
    List<String> objects = list(connection);
    while (!objects.isEmpty()) {
      // A virtual table takes its shadow tables with it, so look again after each.
      Sql.run(connection, "DROP " + objects.get(0));
      objects = list(connection);
    }
  }

  /**
   * Tells whether a result set is open. It keeps tables from being dropped, in this migration or a
   * later one, and SQLite says so when any table is dropped.
   */
  static boolean isBeingRead(SQLiteConnection connection) throws SQLException {
    try {
      Sql.run(connection, "CREATE TEMP TABLE rungs_probe (x)");
      Sql.run(connection, "DROP TABLE temp.rungs_probe");
      return false;
    } catch (SQLException e) {
      if (Failures.primary(e) == SQLiteErrorCode.SQLITE_LOCKED) {
        return true;
      }
      throw e;
    }
  }
}
