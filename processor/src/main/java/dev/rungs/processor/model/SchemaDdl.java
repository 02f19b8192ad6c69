package dev.rungs.processor.model;

import java.util.List;

/**
 * The schema of a version as SQL.
 *
 * @param objects tables, indexes, views, then triggers, each in the order of their creation;
 *     without SQLite's own, those behind a virtual table, and indexes that follow from a constraint
 */
public record SchemaDdl(List<Entry> objects) {
  /** An empty schema. */
  public static final SchemaDdl EMPTY = new SchemaDdl(List.of());

  /** Copies the list. */
  public SchemaDdl {
    objects = List.copyOf(objects);
  }

  /**
   * An object of a schema.
   *
   * @param type table, index, view or trigger
   * @param name as it was created
   * @param sql without a semicolon
   */
  public record Entry(String type, String name, String sql) {}

  /**
   * Returns a script that builds the schema on an empty database.
   *
   * @param schema the qualified name of the schema class
   * @param version the version
   * @return what {@code rungs schema --at} prints
   */
  public String script(String schema, int version) {
    StringBuilder script = new StringBuilder("-- " + schema + " at version " + version + "\n\n");
    objects.forEach(object -> script.append(object.sql()).append(";\n\n"));
    return script.toString();
  }
}
