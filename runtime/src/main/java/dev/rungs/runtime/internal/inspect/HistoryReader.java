package dev.rungs.runtime.internal.inspect;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryRow;
import dev.rungs.runtime.internal.sql.Checksum;
import java.sql.Connection;
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
 * Reads the table {@code rungs_history}: one row for each version the file has.
 *
 * <p>A file may come from anywhere, so the table is read only if its definition is, to the letter,
 * the one Rungs writes, with nothing attached to it; and its values are checked one by one.
 */
public final class HistoryReader {
  /** The table's name. */
  public static final String TABLE = "rungs_history";

  /** The table's definition, from its name on. */
  public static final String DEFINITION =
      TABLE
          + " (\n"
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
  private static final String STORED = "CREATE TABLE " + DEFINITION;

  private static final int LONGEST = 1000;

  /** More than any schema has versions; a file may hold as many rows as a disk has room for. */
  private static final int MOST_ROWS = 200_000;

  /** Longer than any script; a file may hold a text of a gigabyte. */
  private static final int LONGEST_SCRIPT = 64 << 20;

  private static final String ROWS =
      "SELECT version, "
          + cut("name")
          + ", "
          + cut("kind")
          + ", "
          + cut("checksum")
          + ", "
          + cut("applied_at")
          + ", millis, "
          + cut("schema")
          + ", "
          + cut("strategy")
          + ", destructive, down IS NOT NULL AND down_checksum IS NOT NULL, repopulated_at IS NULL,"
          + " typeof(millis) = 'integer' AND typeof(destructive) = 'integer' FROM main."
          + TABLE
          + " ORDER BY version LIMIT "
          + (MOST_ROWS + 1);

  private HistoryReader() {}

  private static String cut(String column) {
    return "substr(" + column + ", 1, " + LONGEST + ")";
  }

  /** Reads history, or says why it cannot be what Rungs wrote. */
  public static History read(Connection connection) throws SQLException {
    String defect = defect(connection);
    if (defect != null) {
      return defect.isEmpty() ? History.NONE : History.defective(defect);
    }
    List<HistoryRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(ROWS)) {
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

  /**
   * Returns the SQL that the file holds to undo a version.
   *
   * @return empty if there is none, or its checksum is not the one stored beside it
   */
  public static Optional<String> undoScript(Connection connection, int version)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT down, down_checksum FROM main."
                    + TABLE
                    + " WHERE version = "
                    + version
                    + " AND typeof(down) = 'text' AND length(down) <= "
                    + LONGEST_SCRIPT)) {
      if (!result.next()) {
        return Optional.empty();
      }
      String down = result.getString(1);
      return checksum(down).equals(result.getString(2)) ? Optional.of(down) : Optional.empty();
    }
  }

  /** Returns the checksum that is stored beside the SQL that undoes a version. */
  public static String checksum(String down) {
    return Checksum.of(Optional.empty(), Optional.of(down));
  }

  /** Returns why the table is not ours; empty if there is none, null if it is ours. */
  private static String defect(Connection connection) throws SQLException {
    String found = "";
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT type, name = '"
                    + TABLE
                    + "' COLLATE NOCASE, substr(sql, 1, 2000) FROM main.sqlite_schema"
                    + " WHERE name = '"
                    + TABLE
                    + "' COLLATE NOCASE OR tbl_name = '"
                    + TABLE
                    + "' COLLATE NOCASE")) {
      while (result.next()) {
        boolean named = result.getBoolean(2);
        if (named && "table".equals(result.getString(1))) {
          if (!STORED.equals(result.getString(3))) {
            return "It has a table rungs_history that Rungs did not create.";
          }
          found = found.isEmpty() ? null : found;
        } else if (named) {
          return "It has a " + result.getString(1) + " named rungs_history.";
        } else {
          return "A " + result.getString(1) + " is attached to rungs_history.";
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

  /** A file that was tampered with may hold NULL if the table's definition says NOT NULL. */
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
