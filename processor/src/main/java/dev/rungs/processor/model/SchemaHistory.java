package dev.rungs.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * What queries are checked against: a finished schema, and the scripts that led to it.
 *
 * @param schema the qualified name of the schema class
 * @param packageName its package, empty for the unnamed one
 * @param queries annotations that hold SQL for it
 * @param extensions what the program registers on its connections
 * @param finished the schema at its newest version; empty if it is not known
 * @param versions by number
 * @param above migrations that are written and not yet part of it: above CURRENT_VERSION
 * @param queryClasses the classes with SQL that were compiled with it
 */
public record SchemaHistory(
    String schema,
    String packageName,
    List<QueryAnnotation> queries,
    Extensions extensions,
    Optional<SchemaDdl> finished,
    List<Version> versions,
    List<Version> above,
    List<String> queryClasses) {
  /** Copies the lists. */
  public SchemaHistory {
    queries = List.copyOf(queries);
    versions = List.copyOf(versions);
    above = List.copyOf(above);
    queryClasses = List.copyOf(queryClasses);
  }

  /**
   * A version.
   *
   * @param number the version
   * @param name of its migration
   * @param className of its migration
   * @param up the script, if it has one
   */
  public record Version(int number, String name, String className, Optional<ScriptModel> up) {
    /**
     * Names it.
     *
     * @return {@code version 3 (drop_bodies)}
     */
    public String words() {
      return "version " + number + " (" + name + ")";
    }
  }

  /**
   * Returns the newest version.
   *
   * @return 0 without any
   */
  public int current() {
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
  }

  /**
   * Describes a schema of this compile.
   *
   * @param model the schema
   * @param queries annotations that hold SQL for it
   * @param finished the schema at its newest version, if it is known
   * @param queryClasses the classes with SQL that are compiled with it
   * @return what queries are checked against
   */
  public static SchemaHistory of(
      SchemaModel model,
      List<QueryAnnotation> queries,
      Optional<SchemaDdl> finished,
      List<String> queryClasses) {
    return new SchemaHistory(
        model.className(),
        model.packageName(),
        queries,
        model.extensions(),
        finished,
        versions(model.migrations()),
        List.of(),
        queryClasses);
  }

  /**
   * Adds what is above CURRENT_VERSION.
   *
   * @param migrations by version
   * @return the same schema, which knows of them
   */
  public SchemaHistory withAbove(List<MigrationModel> migrations) {
    return new SchemaHistory(
        schema,
        packageName,
        queries,
        extensions,
        finished,
        versions,
        versions(migrations),
        queryClasses);
  }

  private static List<Version> versions(List<MigrationModel> migrations) {
    return migrations.stream()
        .map(m -> new Version(m.version(), m.name(), m.className(), m.up()))
        .toList();
  }
}
