package dev.rungs.runtime.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * What is in a database, in words of our own: its schema as SQLite's pragmas tell it, and its
 * content as digests by table. Bookkeeping tables are left out. Two databases are the same where
 * these are equal.
 */
record DatabaseContent(List<String> schema, List<String> content) {
  static final DatabaseContent EMPTY = new DatabaseContent(List.of(), List.of());

  DatabaseContent {
    schema = List.copyOf(schema);
    content = List.copyOf(content);
  }

  static DatabaseContent of(Connection connection) throws SQLException {
    List<String> schema = new ArrayList<>();
    List<String> content = new ArrayList<>();
    for (String[] table :
        rows(
            connection,
            "SELECT name, type, wr, strict FROM pragma_table_list"
                + " WHERE schema = 'main' AND type <> 'shadow'"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND name NOT LIKE 'rungs\\_%' ESCAPE '\\' ORDER BY name")) {
      describe(connection, table, schema);
      if (!table[1].equals("view")) {
        content.add(table[0] + " " + digest(connection, table[0]));
      }
    }
    for (String[] object :
        rows(
            connection,
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger', 'index')"
                + " AND sql IS NOT NULL AND tbl_name NOT LIKE 'rungs\\_%' ESCAPE '\\'"
                + " ORDER BY type, name")) {
      schema.add(object[0] + " " + object[1] + ": " + plain(object[2]));
    }
    if (!rows(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").isEmpty()) {
      for (String[] row : rows(connection, "SELECT name, seq FROM sqlite_sequence ORDER BY name")) {
        content.add("sqlite_sequence " + row[0] + " " + row[1]);
      }
    }
    return new DatabaseContent(schema, content);
  }

  /** Says what this has and another has not, and the other way round; empty if they are equal. */
  String differenceFrom(DatabaseContent other) {
    StringBuilder text = new StringBuilder();
    only("has ", this, other, text);
    only("has not ", other, this, text);
    return text.toString();
  }

  private static void only(
      String verb, DatabaseContent one, DatabaseContent other, StringBuilder text) {
    for (String line : one.schema) {
      text.append(other.schema.contains(line) ? "" : verb + line + "; ");
    }
    for (String line : one.content) {
      text.append(other.content.contains(line) ? "" : verb + line + "; ");
    }
  }

  /** Blanks and quotes do not count: a name that was changed and changed back is quoted. */
  private static String plain(String sql) {
    return sql.replace("\"", "").replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1");
  }

  private static void describe(Connection connection, String[] table, List<String> schema)
      throws SQLException {
    String name = table[0];
    schema.add(table[1] + " " + name + " wr=" + table[2] + " strict=" + table[3]);
    if (table[1].equals("view")) {
      return;
    }
    lines(
        connection,
        schema,
        name + " column",
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)"
            + " ORDER BY name",
        name);
    lines(
        connection,
        schema,
        name + " index",
        "SELECT CASE origin WHEN 'c' THEN l.name ELSE '' END, \"unique\", origin, partial,"
            + " group_concat(coalesce(x.name, x.cid) || x.desc || x.coll)"
            + " FROM pragma_index_list(?) l, pragma_index_xinfo(l.name) x WHERE x.key"
            + " GROUP BY l.name ORDER BY 1, 5",
        name);
    lines(
        connection,
        schema,
        name + " reference",
        "SELECT \"table\", \"from\", \"to\", on_update, on_delete, match"
            + " FROM pragma_foreign_key_list(?) ORDER BY 1, 2, 3",
        name);
  }

  private static void lines(
      Connection connection, List<String> into, String prefix, String sql, String table)
      throws SQLException {
    for (String[] row : rows(connection, sql.replace("?", "'" + table.replace("'", "''") + "'"))) {
      into.add(prefix + " " + String.join(" ", row));
    }
  }

  private static String digest(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (String[] column :
        rows(
            connection,
            "SELECT name FROM pragma_table_xinfo('"
                + table.replace("'", "''")
                + "') WHERE hidden <> 1 ORDER BY name")) {
      columns.add("quote(\"" + column[0].replace("\"", "\"\"") + "\")");
    }
    for (String[] row :
        rows(
            connection,
            "SELECT "
                + String.join(" || ',' || ", columns)
                + " FROM \""
                + table.replace("\"", "\"\"")
                + "\"")) {
      rows.add(row[0]);
    }
    Collections.sort(rows);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String row : rows) {
        digest.update(row.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return rows.size() + " rows " + HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String[]> rows(Connection connection, String sql) throws SQLException {
    List<String[]> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = String.valueOf(result.getString(i + 1));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  static String value(Connection connection, String sql) throws SQLException {
    return rows(connection, sql).get(0)[0];
  }
}
