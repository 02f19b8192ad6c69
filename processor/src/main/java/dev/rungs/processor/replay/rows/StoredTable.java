package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table holds.
 *
 * @param table its name
 * @param columns the names of its columns; the rowid is none
 * @param key the column that others refer to if they name none; -1 if there is none
 * @param rowids of the rows, if they have any; otherwise their numbers
 * @param rows the values as stored
 */
public record StoredTable(
    String table, List<String> columns, int key, List<Long> rowids, List<Object[]> rows) {

  public static StoredTable read(ScratchDatabase database, Table table) throws SQLException {
    int key = -1;
    for (int i = 0; i < table.columns().size() && key < 0; i++) {
      key = table.isKey(table.columns().get(i)) ? i : -1;
    }
    List<String> names = new ArrayList<>();
    List<String> quoted = new ArrayList<>();
    for (Column column : table.columns()) {
      names.add(column.name());
      quoted.add(SqlNames.quote(column.name()));
    }
    String list = String.join(", ", quoted);
    StoredTable stored =
        new StoredTable(table.name(), names, key, new ArrayList<>(), new ArrayList<>());
    database.query(
        "SELECT "
            + (table.hasRowid() ? "rowid" : "0")
            + ", "
            + list
            + " FROM main."
            + table.quoted(),
        row -> stored.add(row, table.hasRowid(), 1));
    return stored;
  }

  /** Reads any table or view by its name alone. */
  public static StoredTable read(ScratchDatabase database, String relation) throws SQLException {
    return read(database, relation, false);
  }

  /** Reads a table that has rowids by its name alone. */
  public static StoredTable readWithRowid(ScratchDatabase database, String table)
      throws SQLException {
    return read(database, table, true);
  }

  private static StoredTable read(ScratchDatabase database, String relation, boolean rowid)
      throws SQLException {
    StoredTable stored =
        new StoredTable(relation, new ArrayList<>(), -1, new ArrayList<>(), new ArrayList<>());
    int from = rowid ? 1 : 0;
    database.query(
        "SELECT " + (rowid ? "rowid, " : "") + "* FROM main." + SqlNames.quote(relation),
        row -> {
          if (stored.columns.isEmpty()) {
            ResultSetMetaData data = row.getMetaData();
            for (int i = 1 + from; i <= data.getColumnCount(); i++) {
              stored.columns.add(data.getColumnName(i));
            }
          }
          return stored.add(row, rowid, from);
        });
    if (stored.rows.isEmpty()) {
      stored.columns.addAll(columnsOf(database, relation));
    }
    return stored;
  }

  /** The names of a table's columns, generated ones too. */
  public static List<String> columnsOf(ScratchDatabase database, String relation)
      throws SQLException {
    return database.texts(
        "SELECT name FROM pragma_table_xinfo(" + SqlNames.literal(relation) + ")");
  }

  private Object add(ResultSet row, boolean rowid, int from) throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = widened(row.getObject(i + 1 + from));
    }
    rowids.add(rowid ? row.getLong(1) : (long) rows.size());
    rows.add(values);
    return values;
  }

  /** The driver gives small integers as Integer. */
  private static Object widened(Object value) {
    return value instanceof Integer n ? (Object) n.longValue() : value;
  }

  /** The values of a column that are not NULL; of the key where the name is null. */
  List<Object> valuesOf(String column) {
    int index = column == null ? key : -1;
    for (int i = 0; column != null && i < columns.size(); i++) {
      index = columns.get(i).equalsIgnoreCase(column) ? i : index;
    }
    List<Object> values = new ArrayList<>();
    for (Object[] row : rows) {
      if (index >= 0 && row[index] != null) {
        values.add(row[index]);
      }
    }
    return values;
  }
}
