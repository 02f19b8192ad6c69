package dev.rungs.processor.replay.image;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is in a database: its schema's text, and every row with its rowid. */
public final class DatabaseDigest {
  private static final List<String> ROWID = List.of("rowid", "_rowid_", "oid");

  private final ScratchDatabase database;
  private final Map<String, String> rowids;

  /**
   * Binds to a database.
   *
   * @param database whose tables stay what they are
   */
  DatabaseDigest(ScratchDatabase database) throws SQLException {
    this.database = database;
    this.rowids = rowids(database);
  }

  /** Tells whether a table other than Rungs' own has rows. */
  static boolean hasRows(ScratchDatabase database) throws SQLException {
    String names =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'";
    for (String name : database.query(names, row -> row.getString(1))) {
      String any = "SELECT EXISTS (SELECT 1 FROM main." + SqlNames.quote(name) + ")";
      if (database.query(any, row -> row.getBoolean(1)).get(0)) {
        return true;
      }
    }
    return false;
  }

  /** Sums it all up. */
  String value() throws SQLException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(
          digest,
          database,
          "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name");
      for (Map.Entry<String, String> table : rowids.entrySet()) {
        String rowid = table.getValue();
        add(
            digest,
            database,
            "SELECT " + rowid + "* FROM main." + SqlNames.quote(table.getKey()) + order(rowid));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** By table, a name for the rowid that no column hides; empty if it has no rowid, or no name. */
  private static Map<String, String> rowids(ScratchDatabase database) throws SQLException {
    Set<String> withoutRowid = new HashSet<>();
    Map<String, Set<String>> hidden = new LinkedHashMap<>();
    database.query(
        "SELECT t.name, t.wr, lower(c.name) FROM pragma_table_list t"
            + " LEFT JOIN pragma_table_xinfo(t.name) c"
            + " ON lower(c.name) IN ('rowid', '_rowid_', 'oid')"
            + " WHERE t.schema = 'main' AND t.type IN ('table', 'shadow')"
            + " AND t.name <> 'sqlite_schema' ORDER BY t.name",
        row -> {
          if (row.getInt(2) != 0) {
            withoutRowid.add(row.getString(1));
          }
          return hidden
              .computeIfAbsent(row.getString(1), t -> new HashSet<>())
              .add(row.getString(3));
        });
    Map<String, String> rowids = new LinkedHashMap<>();
    hidden.forEach(
        (table, columns) -> {
          List<String> names = new ArrayList<>(ROWID);
          names.removeAll(columns);
          boolean has = !withoutRowid.contains(table) && !names.isEmpty();
          rowids.put(table, has ? names.get(0) + ", " : "");
        });
    return rowids;
  }

  private static String order(String rowid) {
    return rowid.isEmpty() ? "" : " ORDER BY " + rowid.replace(", ", "");
  }

  private static void add(MessageDigest digest, ScratchDatabase database, String query)
      throws SQLException {
    try (Statement statement = database.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      digest.update((byte) columns);
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          digest.update(bytes(rows.getObject(i)));
        }
      }
    }
  }

  /** A value with its type and length, so that two rows of values never look the same. */
  private static byte[] bytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (value == null) {
        out.writeByte(0);
      } else if (value instanceof byte[] blob) {
        out.writeByte(1);
        out.writeInt(blob.length);
        out.write(blob);
      } else if (value instanceof Double real) {
        out.writeByte(2);
        out.writeDouble(real);
      } else if (value instanceof Number integer) {
        out.writeByte(3);
        out.writeLong(integer.longValue());
      } else {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeByte(4);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
