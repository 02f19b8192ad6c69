package dev.rungs.runtime.internal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The schema of a database as SQLite keeps it: the texts of {@code sqlite_schema}. The same texts
 * mean the same schema, so what is equal here need not be read any further.
 *
 * <p>Immutable.
 */
public final class SchemaText {
  /** Four to a row: type, name, table, SQL. */
  private final List<String> cells;

  private SchemaText(List<String> cells) {
    this.cells = cells;
  }

  /**
   * Reads the schema of the main database with one query. Its text is taken as data and not run.
   *
   * @param connection an open connection; nothing on it is changed
   * @return the schema as this connection sees it, inside its transaction if there is one
   * @throws SQLException if the schema cannot be read, for example because the file is damaged
   */
  public static SchemaText read(Connection connection) throws SQLException {
    return read(connection, sql -> sql);
  }

  /** Reads it with other texts: see {@link SchemaSnapshot#read(Connection, UnaryOperator)}. */
  static SchemaText read(Connection connection, UnaryOperator<String> text) throws SQLException {
    return read(connection, "", text);
  }

  /** Reads a part: see {@link SchemaSnapshot#readRows(Connection, Collection, UnaryOperator)}. */
  static SchemaText readRows(
      Connection connection, Collection<Long> rowids, UnaryOperator<String> text)
      throws SQLException {
    String list = rowids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return read(connection, " WHERE rowid IN (" + list + ")", text);
  }

  private static SchemaText read(Connection connection, String where, UnaryOperator<String> text)
      throws SQLException {
    List<String> cells = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT type, name, tbl_name, sql FROM main.sqlite_master" + where)) {
      while (rows.next()) {
        for (int column = 1; column <= 3; column++) {
          cells.add(rows.getString(column));
        }
        cells.add(text.apply(rows.getString(4)));
      }
    }
    return new SchemaText(cells);
  }

  /**
   * Reads what the text means.
   *
   * @return the schema as structure
   */
  public SchemaSnapshot snapshot() {
    List<SchemaRow> rows = new ArrayList<>(cells.size() / 4);
    for (int i = 0; i < cells.size(); i += 4) {
      rows.add(SchemaRow.of(cells.get(i), cells.get(i + 1), cells.get(i + 2), cells.get(i + 3)));
    }
    return SchemaObjects.snapshot(rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaText text && cells.equals(text.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }
}
