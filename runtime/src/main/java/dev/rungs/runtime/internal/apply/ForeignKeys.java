package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a file that refer to rows that do not exist.
 *
 * <p>A migration runs with foreign keys off, or a rebuilt parent would empty its children. So new
 * violations are looked for before it is committed. Existing ones do not block: the migration did
 * not cause them.
 */
final class ForeignKeys {
  /**
   * A row that refers to nothing.
   *
   * @param child the table it is in
   * @param row its rowid; 0 if it has none
   * @param parent the table it refers to; empty if the reference itself cannot work
   */
  record Violation(String child, long row, String parent) {
    @Override
    public String toString() {
      return parent.isEmpty()
          ? "a foreign key of table " + child + " refers to columns that are not unique"
          : (row == 0 ? "a row" : "row " + row)
              + " of table "
              + child
              + " refers to a row of "
              + parent
              + " that does not exist";
    }
  }

  private final Map<Violation, Integer> found = new HashMap<>();

  private ForeignKeys() {}

  /** A file without violations. */
  static ForeignKeys none() {
    return new ForeignKeys();
  }

  /**
   * Looks at every table that refers to another, all at once. SQLite gives up at the first
   * reference that cannot work; only then is each table looked at by itself.
   */
  static ForeignKeys check(Connection connection) throws SQLException {
    ForeignKeys keys = new ForeignKeys();
    try {
      keys.addAll(connection, "PRAGMA main.foreign_key_check");
    } catch (SQLException e) {
      requireMismatch(e);
      keys.found.clear();
      for (String table : referringTables(connection)) {
        keys.check(connection, table);
      }
    }
    return keys;
  }

  /** Returns the violations that are not among the earlier ones. */
  List<Violation> newSince(ForeignKeys earlier) {
    List<Violation> fresh = surplus(found, earlier.found);
    if (fresh.isEmpty()) {
      return fresh;
    }
    // A table that was renamed takes its old violations with it.
    List<Violation> gone = surplus(earlier.found, found);
    for (Violation old : gone) {
      for (int i = 0; i < fresh.size(); i++) {
        Violation candidate = fresh.get(i);
        if (candidate.row() == old.row()
            && (candidate.child().equals(old.child()) || candidate.parent().equals(old.parent()))) {
          fresh.remove(i);
          break;
        }
      }
    }
    return fresh;
  }

  private static List<Violation> surplus(
      Map<Violation, Integer> these, Map<Violation, Integer> those) {
    List<Violation> surplus = new ArrayList<>();
    for (Map.Entry<Violation, Integer> entry : these.entrySet()) {
      for (int n = those.getOrDefault(entry.getKey(), 0); n < entry.getValue(); n++) {
        surplus.add(entry.getKey());
      }
    }
    return surplus;
  }

  private void check(Connection connection, String table) throws SQLException {
    try {
      addAll(connection, "PRAGMA main.foreign_key_check(" + SqlNames.quote(table) + ")");
    } catch (SQLException e) {
      requireMismatch(e);
      add(new Violation(fold(table), 0, ""));
    }
  }

  private void addAll(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        add(new Violation(fold(rows.getString(1)), rows.getLong(2), fold(rows.getString(3))));
      }
    }
  }

  private static void requireMismatch(SQLException e) throws SQLException {
    if (!String.valueOf(e.getMessage()).contains("foreign key mismatch")) {
      throw e;
    }
  }

  private void add(Violation violation) {
    found.merge(violation, 1, Integer::sum);
  }

  private static String fold(String name) {
    return SqlNames.fold(String.valueOf(name));
  }

  private static List<String> referringTables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT s.name FROM main.sqlite_schema s,"
                    + " pragma_foreign_key_list(s.name, 'main') f WHERE s.type = 'table'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
