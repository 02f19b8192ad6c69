package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaText;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Finds out what a script or a step did that is not allowed.
 *
 * <p>Each check returns sentences that say what was done and how to fix it.
 */
final class ForbiddenEffects {
  private final SQLiteConnection connection;
  private final Transaction transaction;
  private final Stamp stamp;

  ForbiddenEffects(SQLiteConnection connection, Transaction transaction) throws SQLException {
    this.connection = connection;
    this.transaction = transaction;
    this.stamp = Stamp.of(connection);
  }

  /** The connection must be as it was, and its transaction the same. */
  Optional<String> ofConnection() throws SQLException {
    if (connection.isClosed()) {
      return Optional.of(
          "The step closed its connection. The connection belongs to Rungs: do not close it.");
    }
    if (transaction.isLost()) {
      return Optional.of(
          "The step ended the transaction that it runs in. Transactions are begun and ended by"
              + " Rungs: remove COMMIT and ROLLBACK, and statements that roll back on conflict.");
    }
    if (!connection.getAutoCommit()) {
      return Optional.of(
          "The step switched autocommit off. Transactions are begun and ended by Rungs: leave"
              + " setAutoCommit alone.");
    }
    return Optional.empty();
  }

  /** What a step set before it wrote is not the file's fault. */
  Optional<String> ofReadOnly(Exception failure) throws SQLException {
    boolean refused =
        failure instanceof SQLException e
            && Failures.primary(e) == SQLiteErrorCode.SQLITE_READONLY
            && !connection.isClosed()
            && Sql.number(connection, "PRAGMA query_only") != 0;
    return refused
        ? Optional.of("The step set PRAGMA query_only and then wrote. Remove the pragma.")
        : Optional.empty();
  }

  /** The numbers in the header are ours to write. */
  Optional<String> ofStamp() throws SQLException {
    Stamp now = Stamp.of(connection);
    if (now.version() != stamp.version()) {
      return Optional.of(
          "user_version was set to "
              + now.version()
              + ". Rungs writes the version: remove the pragma.");
    }
    if (now.applicationId() != stamp.applicationId()) {
      return Optional.of(
          "application_id was set to "
              + now.applicationId()
              + ". Set applicationId() when you build the migrator, and remove the pragma.");
    }
    return Optional.empty();
  }

  /** The schema must be the one there was before a step. */
  Optional<String> ofSchema(SchemaText before) throws SQLException {
    List<String> differences = SchemaDifference.between(before, SchemaText.read(connection));
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The step changed the schema: "
                + String.join("; ", differences)
                + ". DDL belongs in @Up, where the compiler sees it; a step that must build schema"
                + " says @Migration(schemaUnknown = true).");
  }
}
