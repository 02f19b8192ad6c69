package dev.rungs.runtime.internal.apply;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryRow;
import dev.rungs.runtime.internal.sql.Checksum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table {@code rungs_history}: one row for each version the file has.
 *
 * <p>A file may come from anywhere, so the table is read only where its own definition is, to the
 * letter, the one Rungs writes, with nothing attached to it; and its values are checked one by one.
 */
public final class HistoryTable {
  /** The table's name. */
  public static final String NAME = "rungs_history";

  private static final String BODY =
      "rungs_history (\n"
          + "  version INTEGER PRIMARY KEY,\n"
          + "  name TEXT NOT NULL,\n"
          + "  kind TEXT NOT NULL,\n"
          + "  checksum TEXT NOT NULL,\n"
          + "  applied_at TEXT NOT NULL,\n"
          + "  millis INTEGER NOT NULL,\n"
          + "  schema TEXT NOT NULL,\n"
          + "  strategy TEXT NOT NULL,\n"
          + "  destructive INTEGER NOT NULL,\n"
          + "  down TEXT,\n"
          + "  down_checksum TEXT,\n"
          + "  repopulated_at TEXT\n"
          + ")";

  /** What SQLite keeps of the statement: its own two words and the text from the name on. */
  private static final String STORED = "CREATE TABLE " + BODY;

  private static final int LONGEST = 1000;

  /** More than any schema has versions; a file may hold as many rows as a disk has room for. */
  private static final int MOST_ROWS = 200_000;

  /** More than any script; a file may hold a text of a gigabyte. */
  private static final int LONGEST_SCRIPT = 64 << 20;

  private HistoryTable() {}

  /** Makes the table where it is not there. */
  public static void ensure(Connection connection) throws SQLException {
    Sql.run(connection, "CREATE TABLE IF NOT EXISTS main." + BODY);
  }

  /** Reads history, or says why it cannot be what Rungs wrote. */
  public static History read(Connection connection) throws SQLException {
    String defect = defect(connection);
    if (defect != null) {
      return defect.isEmpty() ? History.NONE : History.defective(defect);
    }
    List<HistoryRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT version, substr(name, 1, 1000), substr(kind, 1, 1000),"
                    + " substr(checksum, 1, 1000), substr(applied_at, 1, 1000), millis,"
                    + " substr(schema, 1, 1000), substr(strategy, 1, 1000), destructive,"
                    + " down IS NOT NULL AND down_checksum IS NOT NULL, repopulated_at IS NULL,"
                    + " typeof(millis) = 'integer' AND typeof(destructive) = 'integer'"
                    + " FROM main.rungs_history ORDER BY version LIMIT "
                    + (MOST_ROWS + 1))) {
      while (result.next()) {
        HistoryRow row = row(result);
        if (row == null) {
          return History.defective(
              "The row of version " + result.getLong(1) + " holds values that Rungs never writes.");
        }
        rows.add(row);
        if (rows.size() > MOST_ROWS) {
          return History.defective("History has more than " + MOST_ROWS + " rows.");
        }
      }
    }
    return new History(true, null, rows);
  }

  /** Adds the row of a version. */
  public static void insert(
      Connection connection, MigrationDefinition migration, AppliedMigration applied, String schema)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO main.rungs_history (version, name, kind, checksum, applied_at, millis,"
                + " schema, strategy, destructive, down, down_checksum)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      String down = wayBack(migration);
      insert.setInt(1, applied.version());
      insert.setString(2, applied.name());
      insert.setString(3, applied.kind().name().toLowerCase(Locale.ROOT));
      insert.setString(4, applied.checksum());
      insert.setString(5, applied.appliedAt().toString());
      insert.setLong(6, applied.duration().toMillis());
      insert.setString(7, schema);
      insert.setString(8, migration.strategy().name());
      insert.setInt(9, migration.destructive() ? 1 : 0);
      insert.setString(10, down);
      insert.setString(11, down == null ? null : Checksum.of(Optional.empty(), Optional.of(down)));
      insert.executeUpdate();
    }
  }

  /**
   * Dates every row of a history that the compiler made, and returns what versions it holds, from
   * the first on as far as they are of one schema.
   */
  static List<AppliedMigration> date(Connection connection, String schema, Instant when)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE main.rungs_history SET applied_at = ?")) {
      update.setString(1, when.toString());
      update.executeUpdate();
    }
    List<AppliedMigration> dated = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, name, checksum, millis, schema FROM main.rungs_history"
                    + " ORDER BY version")) {
      while (row.next() && row.getInt(1) == dated.size() + 1 && schema.equals(row.getString(5))) {
        Duration duration = Duration.ofMillis(row.getLong(4));
        dated.add(
            new AppliedMigration(
                dated.size() + 1,
                row.getString(2),
                Kind.CREATED,
                row.getString(3),
                when,
                duration));
      }
    }
    return dated;
  }

  /** Forgets a version. */
  public static void delete(Connection connection, int version) throws SQLException {
    Sql.run(connection, "DELETE FROM main.rungs_history WHERE version = " + version);
  }

  /** Notes that wiped content is there again. */
  public static void markRepopulated(Connection connection, Instant when) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE main.rungs_history SET repopulated_at = ?"
                + " WHERE kind = 'rebuilt' AND repopulated_at IS NULL")) {
      update.setString(1, when.toString());
      update.executeUpdate();
    }
  }

  /** Tells whether a way back is the one that was stored. */
  interface Check {
    boolean isIntact(String down, String checksum);
  }

  /** Returns the stored way back from a version, or null where the check fails. */
  static String wayBack(Connection connection, int version, Check check) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT down, down_checksum FROM main.rungs_history WHERE version = "
                    + version
                    + " AND typeof(down) = 'text' AND length(down) <= "
                    + LONGEST_SCRIPT)) {
      if (!result.next()) {
        return null;
      }
      String down = result.getString(1);
      return check.isIntact(down, result.getString(2)) ? down : null;
    }
  }

  /**
   * Returns the SQL by which a build that does not have the migration can undo it: none where its
   * Java body has a part in it.
   */
  private static String wayBack(MigrationDefinition migration) {
    return migration.reversible() && !migration.hasReversibleStep()
        ? migration.down().orElse(null)
        : null;
  }

  /** Returns why the table is not ours; empty where there is none, null where it is ours. */
  private static String defect(Connection connection) throws SQLException {
    String found = "";
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT type, name = 'rungs_history' COLLATE NOCASE, substr(sql, 1, 2000), name"
                    + " FROM main.sqlite_schema WHERE name = 'rungs_history' COLLATE NOCASE"
                    + " OR tbl_name = 'rungs_history' COLLATE NOCASE")) {
      while (result.next()) {
        boolean named = result.getBoolean(2);
        if (named && "table".equals(result.getString(1))) {
          if (!STORED.equals(result.getString(3))) {
            return "It has a table rungs_history that Rungs did not make.";
          }
          found = found.isEmpty() ? null : found;
        } else if (named) {
          return "It has a " + result.getString(1) + " named rungs_history.";
        } else {
          return "A " + result.getString(1) + " hangs on rungs_history.";
        }
      }
    }
    return found;
  }

  private static HistoryRow row(ResultSet result) throws SQLException {
    long version = result.getLong(1);
    String name = text(result, 2);
    Kind kind = value(Kind.values(), upper(text(result, 3)));
    String checksum = text(result, 4);
    Instant appliedAt = instant(text(result, 5));
    long millis = result.getLong(6);
    String schema = text(result, 7);
    Strategy strategy = value(Strategy.values(), text(result, 8));
    if (version < 1
        || version > Integer.MAX_VALUE
        || kind == null
        || strategy == null
        || appliedAt == null
        || millis < 0
        || !result.getBoolean(12)
        || isOdd(name)
        || isOdd(checksum)
        || isOdd(schema)) {
      return null;
    }
    AppliedMigration applied =
        new AppliedMigration(
            (int) version, name, kind, checksum, appliedAt, Duration.ofMillis(millis));
    return new HistoryRow(
        applied,
        schema,
        strategy,
        result.getLong(9) != 0,
        result.getBoolean(10),
        kind == Kind.REBUILT && result.getBoolean(11));
  }

  /** A file that was tampered with may hold NULL where the table's definition says NOT NULL. */
  private static String text(ResultSet result, int column) throws SQLException {
    String text = result.getString(column);
    return text == null ? "" : text;
  }

  private static boolean isOdd(String text) {
    return text.isEmpty() || text.length() >= LONGEST;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E value(E[] values, String name) {
    for (E value : values) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    return null;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
