package dev.rungs.runtime.internal.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The schema of a database, as structure: what its tables, indexes, triggers and views mean, not
 * how their text is written.
 *
 * <p>Blanks, comments, quoting, the case of keywords and names, the names of constraints, the order
 * of columns, whether a constraint stands at its column or at the table, and what ALTER TABLE does
 * to the text do not count. SQLite's and our own bookkeeping ({@code sqlite_%}, {@code rungs_%}),
 * the shadow tables of virtual tables, and temporary and attached schemas are no part of it.
 *
 * <p>Immutable.
 */
public final class SchemaSnapshot {
  /** Names the way the fingerprint is made. A change to what counts needs another one. */
  private static final String ALGORITHM = "v1:";

  /** The schema of an empty database. */
  public static final SchemaSnapshot EMPTY = new SchemaSnapshot(List.of(), List.of());

  private final List<SchemaObject> objects;
  private final List<TableDefinition> tables;

  SchemaSnapshot(List<SchemaObject> objects, List<TableDefinition> tables) {
    this.objects = objects;
    this.tables = tables;
  }

  /**
   * Reads the schema of the main database with one query. Its text is taken as data and not run.
   *
   * @param connection an open connection; nothing on it is changed
   * @return the schema as this connection sees it, inside its transaction if there is one
   * @throws SQLException if the schema cannot be read, for example because the file is damaged
   */
  public static SchemaSnapshot read(Connection connection) throws SQLException {
    List<SchemaRow> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT type, name, tbl_name, sql FROM main.sqlite_master")) {
      while (result.next()) {
        rows.add(
            SchemaRow.of(
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4)));
      }
    }
    return SchemaObjects.snapshot(rows);
  }

  /**
   * Returns the ordinary tables.
   *
   * @return sorted by name; tables whose text could not be read are not among them
   */
  public List<TableDefinition> tables() {
    return tables;
  }

  /**
   * Tells whether the schema has nothing in it.
   *
   * @return true if there are no tables, views, indexes and triggers but bookkeeping
   */
  public boolean isEmpty() {
    return objects.isEmpty();
  }

  /**
   * Sums the schema up. Two schemas have the same fingerprint if and only if {@link
   * SchemaDifference#between} finds no difference.
   *
   * @return {@code v1:} and a SHA-256 in lower-case hexadecimal digits
   */
  public String fingerprint() {
    MessageDigest digest = Checksum.sha256();
    for (SchemaObject object : objects) {
      add(digest, object.key());
      addCount(digest, object.facets().size());
      for (SchemaObject.Facet facet : object.facets()) {
        add(digest, facet.key());
        add(digest, facet.value());
      }
    }
    return ALGORITHM + HexFormat.of().formatHex(digest.digest());
  }

  List<SchemaObject> objects() {
    return objects;
  }

  /** The length before each part keeps two parts from running into each other. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    addCount(digest, bytes.length);
    digest.update(bytes);
  }

  private static void addCount(MessageDigest digest, int count) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }
}
