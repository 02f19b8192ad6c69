package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that earlier versions have inserted. Every file of the users has them, unless they were
 * deleted since, so every trial has them too.
 *
 * @param byTable the rows, each by column; all names folded
 */
public record SeedRows(Map<String, List<Map<String, Object>>> byTable) {
  /** None. */
  public static final SeedRows NONE = new SeedRows(Map.of());

  private static final int MOST = 40;

  /** Copies the map. */
  public SeedRows {
    byTable = Map.copyOf(byTable);
  }

  /**
   * Reads the rows of some tables.
   *
   * @param history a database in which all versions so far have run
   */
  public static SeedRows read(ScratchDatabase history, List<CatalogEntry> objects)
      throws SQLException {
    Map<String, List<Map<String, Object>>> found = new HashMap<>();
    for (CatalogEntry object : objects) {
      if (object.kind() != CatalogEntry.Kind.TABLE) {
        continue;
      }
      List<String> columns = new ArrayList<>();
      List<Map<String, Object>> rows =
          history.query(
              "SELECT * FROM main." + SqlNames.quote(object.name()) + " LIMIT " + MOST,
              result -> {
                if (columns.isEmpty()) {
                  columns.addAll(columns(result.getMetaData()));
                }
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                  row.put(columns.get(i), result.getObject(i + 1));
                }
                return row;
              });
      if (!rows.isEmpty()) {
        found.put(object.key(), rows);
      }
    }
    return new SeedRows(found);
  }

  private static List<String> columns(ResultSetMetaData data) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      columns.add(SqlNames.fold(data.getColumnName(i)));
    }
    return columns;
  }

  /**
   * Stores the rows of one table, beside what is there.
   *
   * @return false if it has none
   */
  boolean store(ScratchDatabase database, Table table) {
    List<Map<String, Object>> rows = byTable.getOrDefault(SqlNames.fold(table.name()), List.of());
    if (rows.isEmpty()) {
      return false;
    }
    List<String> columns = new ArrayList<>();
    List<String> quoted = new ArrayList<>();
    for (Column column : table.columns()) {
      String folded = SqlNames.fold(column.name());
      if (rows.get(0).containsKey(folded)) {
        columns.add(folded);
        quoted.add(SqlNames.quote(column.name()));
      }
    }
    String into =
        "INSERT OR IGNORE INTO main."
            + table.quoted()
            + " ("
            + String.join(", ", quoted)
            + ") VALUES ";
    if (!isStored(database, into + tuples(rows, columns))) {
      for (Map<String, Object> row : rows) {
        // Where the made rows leave no place for one, they stand for it.
        isStored(database, into + tuples(List.of(row), columns));
      }
    }
    return true;
  }

  private static String tuples(List<Map<String, Object>> rows, List<String> columns) {
    StringBuilder tuples = new StringBuilder();
    for (Map<String, Object> row : rows) {
      List<Object> values = new ArrayList<>();
      for (String column : columns) {
        values.add(row.get(column));
      }
      SampleValues.addTuple(values, tuples);
    }
    return tuples.toString();
  }

  private static boolean isStored(ScratchDatabase database, String insert) {
    try {
      database.execute(insert);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
