package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaText;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Finds out what a script or a step did that it may not.
 *
 * <p>Each check returns a sentence that says what was done and what to do instead, or null.
 */
final class Guard {
  private final SQLiteConnection connection;
  private final Transaction transaction;
  private final Stamp stamp;

  Guard(SQLiteConnection connection, Transaction transaction) throws SQLException {
    this.connection = connection;
    this.transaction = transaction;
    this.stamp = Stamp.of(connection);
  }

  /** The connection must be as it was, and its transaction the same. */
  String connection() throws SQLException {
    if (connection.isClosed()) {
      return "The step closed its connection. The connection belongs to Rungs: do not close it.";
    }
    if (transaction.isLost()) {
      return "The step ended the transaction that it runs in. Transactions are begun and ended by"
          + " Rungs: take out COMMIT and ROLLBACK, and statements that roll back on conflict.";
    }
    if (!connection.getAutoCommit()) {
      return "The step switched autocommit off. Transactions are begun and ended by Rungs: leave"
          + " setAutoCommit alone.";
    }
    return null;
  }

  /** The numbers in the header are ours to write. */
  String stamp() throws SQLException {
    Stamp now = Stamp.of(connection);
    if (now.version() != stamp.version()) {
      return "user_version was set to "
          + now.version()
          + ". The version is written by Rungs: take the pragma out.";
    }
    if (now.applicationId() != stamp.applicationId()) {
      return "application_id was set to "
          + now.applicationId()
          + ". Say applicationId() when the migrator is built, and take the pragma out.";
    }
    return null;
  }

  /**
   * A statement that is still being read keeps tables from being dropped, in this migration or a
   * later one. SQLite says so when a table is dropped, whichever it is.
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

  /** Lists what the connection keeps for itself; such an object would hide one of the file. */
  static List<String> temporaryObjects(SQLiteConnection connection) throws SQLException {
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

  /** Takes away what a script or a step left, so that it does not hide a table later. */
  static void dropTemporaryObjects(SQLiteConnection connection) throws SQLException {
    List<String> objects = temporaryObjects(connection);
    while (!objects.isEmpty()) {
      // A virtual table takes its shadow tables with it, so look again after each.
      Sql.run(connection, "DROP " + objects.get(0));
      objects = temporaryObjects(connection);
    }
  }

  /** Says what a step did to the schema, or null. */
  String schema(SchemaText before) throws SQLException {
    List<String> differences = SchemaDifference.between(before, SchemaText.read(connection));
    return differences.isEmpty()
        ? null
        : "The step changed the schema: "
            + String.join("; ", differences)
            + ". DDL belongs in @Up, where the compiler sees it; a step that must build schema says"
            + " @Migration(schemaUnknown = true).";
  }
}
