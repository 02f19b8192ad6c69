package dev.rungs.runtime.internal.sql;

import dev.rungs.runtime.internal.sql.SchemaObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
  /** The schema of an empty database. */
  public static final SchemaSnapshot EMPTY = new SchemaSnapshot(List.of());

  private final List<SchemaObject> objects;
  private final List<TableDefinition> tables;

  /** Made when it is asked for. */
  private String fingerprint;

  /** Takes objects sorted by their keys, each key once. */
  SchemaSnapshot(List<SchemaObject> objects) {
    this.objects = objects;
    this.tables = objects.stream().map(SchemaObject::table).filter(table -> table != null).toList();
  }

  /**
   * Reads the schema of the main database with one query. Its text is taken as data and not run.
   *
   * @param connection an open connection; nothing on it is changed
   * @return the schema as this connection sees it, inside its transaction if there is one
   * @throws SQLException if the schema cannot be read, for example because the file is damaged
   */
  public static SchemaSnapshot read(Connection connection) throws SQLException {
    return read(connection, sql -> sql);
  }

  /**
   * Reads the schema of the main database, with other texts.
   *
   * @param connection an open connection; nothing on it is changed
   * @param text what to take in place of a text, which may be null
   * @return the schema that has these texts
   * @throws SQLException if the schema cannot be read
   */
  public static SchemaSnapshot read(Connection connection, UnaryOperator<String> text)
      throws SQLException {
    return SchemaText.read(connection, text).snapshot();
  }

  /**
   * Reads a part of the schema of the main database. The part must have, with each view and
   * trigger, what that names.
   *
   * @param connection an open connection; nothing on it is changed
   * @param rowids of the rows of the part in {@code sqlite_schema}
   * @param text what to take in place of a text, which may be null
   * @return the part, as if there were nothing else
   * @throws SQLException if the schema cannot be read
   */
  public static SchemaSnapshot readRows(
      Connection connection, Collection<Long> rowids, UnaryOperator<String> text)
      throws SQLException {
    return SchemaText.readRows(connection, rowids, text).snapshot();
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
   * Returns what the views and triggers run.
   *
   * @return in no order
   */
  public List<StoredBody> bodies() {
    return objects.stream()
        .filter(object -> object.kind() == Kind.VIEW || object.kind() == Kind.TRIGGER)
        .map(SchemaObject::body)
        .toList();
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
    if (fingerprint == null) {
      fingerprint = RunningFingerprint.of(objects);
    }
    return fingerprint;
  }

  /**
   * Returns the names of all tables, views, indexes and triggers.
   *
   * @return folded
   */
  public Set<String> names() {
    return objects.stream().map(object -> SqlNames.fold(object.name())).collect(Collectors.toSet());
  }

  /**
   * Leaves objects out.
   *
   * @param leftOut asked with the name of each object and that of the table or view it belongs to,
   *     its own for a table or view
   * @return this schema if nothing is left out
   */
  public SchemaSnapshot without(BiPredicate<String, String> leftOut) {
    List<SchemaObject> kept =
        objects.stream().filter(object -> !leftOut.test(object.name(), object.owner())).toList();
    return kept.size() == objects.size() ? this : new SchemaSnapshot(kept);
  }

  List<SchemaObject> objects() {
    return objects;
  }
}
