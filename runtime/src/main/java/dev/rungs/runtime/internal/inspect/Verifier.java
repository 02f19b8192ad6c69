package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Verification;
import dev.rungs.runtime.Verification.Check;
import dev.rungs.runtime.Verification.Finding;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.FileText;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryCheck;
import dev.rungs.runtime.internal.plan.HistoryRow;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for everything that can be wrong with a file, at one moment of it. */
public final class Verifier {
  private final Registry registry;
  private final OtherTools others;
  private final List<Finding> findings = new ArrayList<>();

  private Verifier(Registry registry, OtherTools others) {
    this.registry = registry;
    this.others = others;
  }

  /**
   * Verifies a file.
   *
   * @param about the file
   * @param registry what it should be
   * @param others what is no part of the schema
   * @param busyTimeoutMillis how long to wait for a lock
   * @return what is wrong with it
   */
  public static Verification verify(
      ErrorContext about, Registry registry, OtherTools others, int busyTimeoutMillis) {
    return ReadAccess.read(
        about,
        busyTimeoutMillis,
        opened -> new Verifier(registry, others).verify(opened.connection()));
  }

  private Verification verify(Connection connection) throws SQLException {
    Sql.run(connection, "BEGIN");
    try {
      int stored = Stamp.of(connection).version();
      integrity(connection);
      foreignKeys(connection);
      history(connection, stored);
      boolean compared = schema(connection, stored);
      return new Verification(stored, registry.currentVersion(), compared, findings);
    } finally {
      Sql.run(connection, "ROLLBACK");
    }
  }

  private void found(Check check, String message) {
    findings.add(new Finding(check, FileText.visible(message)));
  }

  private void integrity(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA main.integrity_check")) {
      while (rows.next()) {
        if (!"ok".equals(rows.getString(1))) {
          found(Check.INTEGRITY, rows.getString(1));
        }
      }
    }
  }

  /** One finding for each pair of tables: there may be millions of rows. */
  private void foreignKeys(Connection connection) throws SQLException {
    Map<String, Long> dangling = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA main.foreign_key_check")) {
      while (rows.next()) {
        dangling.merge(rows.getString(1) + " -> " + rows.getString(3), 1L, Long::sum);
      }
    } catch (SQLException e) {
      // SQLite checks nothing when one key refers to columns that are not unique.
      found(Check.FOREIGN_KEYS, e.getMessage());
    }
    dangling.forEach(
        (tables, count) ->
            found(
                Check.FOREIGN_KEYS,
                tables
                    + ": "
                    + count
                    + (count == 1 ? " row refers" : " rows refer")
                    + " to a row that does not exist"));
  }

  private void history(Connection connection, int stored) throws SQLException {
    History history = HistoryReader.read(connection);
    if (!history.present() && stored > 0) {
      found(Check.HISTORY, "There is no history, but the file is at version " + stored + ".");
      return;
    }
    HistoryCheck.Mismatch defect = HistoryCheck.structure(history, stored, registry);
    if (defect == null) {
      defect = HistoryCheck.checksums(history, registry);
    }
    if (defect != null) {
      found(Check.HISTORY, defect.message());
    }
    for (HistoryRow row : history.rows()) {
      if (!row.schema().equals(registry.schemaName())) {
        found(
            Check.HISTORY,
            "The file belongs to " + row.schema() + ", not to " + registry.schemaName() + ".");
        break;
      }
    }
    if (history.awaitsContent()) {
      found(Check.HISTORY, "The content was wiped and has not been restored.");
    }
  }

  private boolean schema(Connection connection, int stored) throws SQLException {
    SchemaSnapshot actual = SchemaSnapshot.read(connection);
    if (stored == 0) {
      if (!others.without(actual, SchemaSnapshot.EMPTY).isEmpty()) {
        found(Check.SCHEMA, "The file has tables, but no version.");
      }
      return true;
    }
    if (stored > registry.currentVersion() || stored < registry.baseline()) {
      return false;
    }
    SchemaMatch match = new KnownSchemas(registry, others).compare(stored, actual);
    match.differences().forEach(difference -> found(Check.SCHEMA, difference));
    return match.reference() > 0;
  }
}
