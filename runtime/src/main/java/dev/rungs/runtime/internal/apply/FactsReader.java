package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads from a file what a decision needs, and no more. */
final class FactsReader {
  private final Registry registry;

  FactsReader(Registry registry) {
    this.registry = registry;
  }

  /** Reads within the caller's transaction, so that all of it is of one moment. */
  Facts read(Connection connection, Path file) throws SQLException {
    Stamp stamp = Stamp.of(connection);
    if (stamp.version() == registry.currentVersion()) {
      return Facts.current(file, stamp.version(), stamp.applicationId());
    }
    boolean empty = isEmpty(connection);
    History history = HistoryTable.read(connection);
    return new Facts(
        file, true, stamp.version(), stamp.applicationId(), empty, history, SchemaMatch.UNKNOWN);
  }

  /** Tells whether there is no object but SQLite's and our own bookkeeping. */
  static boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(
            connection,
            "SELECT count(*) FROM main.sqlite_schema"
                + " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'"
                + " AND tbl_name NOT LIKE 'rungs\\_%' ESCAPE '\\'")
        == 0;
  }
}
