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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What is in a database: its schema's text, and every row with its rowid. */
public final class DatabaseDigest {
  private DatabaseDigest() {}

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
  static String digest(ScratchDatabase database) throws SQLException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(
          digest,
          database,
          "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name");
      List<String[]> tables =
          database.query(
              "SELECT name, wr FROM pragma_table_list WHERE schema = 'main'"
                  + " AND type IN ('table', 'shadow') AND name <> 'sqlite_schema' ORDER BY name",
              row -> new String[] {row.getString(1), row.getString(2)});
      for (String[] table : tables) {
        String rowid = table[1].equals("1") ? "" : rowid(database, table[0]);
        add(
            digest,
            database,
            "SELECT " + rowid + "* FROM main." + SqlNames.quote(table[0]) + order(rowid));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** A name for the rowid that no column hides. */
  private static String rowid(ScratchDatabase database, String table) throws SQLException {
    List<String> columns =
        database.query(
            "SELECT name FROM pragma_table_xinfo(" + SqlNames.literal(table) + ")",
            row -> row.getString(1).toLowerCase(Locale.ROOT));
    for (String name : new String[] {"rowid", "_rowid_", "oid"}) {
      if (!columns.contains(name)) {
        return name + ", ";
      }
    }
    return "";
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
