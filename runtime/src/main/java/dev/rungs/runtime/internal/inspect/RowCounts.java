package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the rows of every table that is neither SQLite's nor our own. */
final class RowCounts {
  private static final String TABLES =
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
          + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'";

  private RowCounts() {}

  /** By name, ignoring case. */
  static Map<String, Long> of(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet tables = statement.executeQuery(TABLES)) {
      while (tables.next()) {
        names.add(tables.getString(1));
      }
    }
    Map<String, Long> counts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      counts.put(name, Sql.number(connection, "SELECT count(*) FROM main." + SqlNames.quote(name)));
    }
    return counts;
  }
}
