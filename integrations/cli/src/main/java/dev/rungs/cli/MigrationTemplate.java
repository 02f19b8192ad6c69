package dev.rungs.cli;

/**
 * The text of a new migration. Its placeholder is no SQL, so it does not compile until it is
 * replaced: a version that does nothing by mistake could not be changed after its release.
 */
final class MigrationTemplate {
  private final MigrationName migration;
  private final int version;
  private final String packageName;
  private final SourceFolder.Schema schema;
  private final String sql;

  /**
   * Creates a template.
   *
   * @param schema the schema to name, or null if there is only one
   * @param sql that both directions begin with, or null for a placeholder
   */
  MigrationTemplate(
      MigrationName migration,
      int version,
      String packageName,
      SourceFolder.Schema schema,
      String sql) {
    this.migration = migration;
    this.version = version;
    this.packageName = packageName;
    this.schema = schema;
    this.sql = sql;
  }

  String javaClass(boolean files) {
    StringBuilder text = new StringBuilder();
    if (!packageName.isEmpty()) {
      text.append("package ").append(packageName).append(";\n\n");
    }
    if (schema != null && !schema.source().packageName().equals(packageName)) {
      text.append("import ").append(schema.qualifiedName()).append(";\n");
    }
    text.append("import dev.rungs.Down;\nimport dev.rungs.Migration;\nimport dev.rungs.Up;\n\n");
    text.append("@Migration(version = ").append(version);
    if (!migration.followsFromClass()) {
      text.append(", name = \"").append(migration.name()).append('"');
    }
    if (schema != null) {
      text.append(", schema = ").append(schema.name()).append(".class");
    }
    text.append(")\n");
    if (files) {
      text.append("@Up(file = \"").append(migration.name()).append(".up.sql\")\n");
      text.append("@Down(file = \"").append(migration.name()).append(".down.sql\")\n");
    } else {
      text.append("@Up(\n").append(textBlock(up())).append(")\n");
      text.append("@Down(\n").append(textBlock(down())).append(")\n");
    }
    return text.append("final class ").append(migration.className()).append(" {}\n").toString();
  }

  private static String textBlock(String sql) {
    return "    \"\"\"\n" + escaped(sql).indent(4) + "    \"\"\"";
  }

  /** SQL as a text block holds it, which strips blanks at the end of a line. */
  private static String escaped(String sql) {
    return sql.replace("\\", "\\\\")
        .replace("\"\"\"", "\\\"\"\"")
        .replace("\r", "\\r")
        .replace(" \n", "\\s\n")
        .replace("\t\n", "\\t\n");
  }

  String up() {
    return sql != null
        ? sql
        : "REPLACE_THIS -- with the SQL that brings version "
            + (version - 1)
            + " to "
            + version
            + "\n";
  }

  /** A rebuild goes back by a rebuild to the table as it is now. */
  String down() {
    return sql != null
        ? sql.replace(
            "-- The table as it is. Change it here, and the columns of the copy below.",
            "-- The table as it was.")
        : "REPLACE_THIS -- with the SQL that brings version "
            + version
            + " back to "
            + (version - 1)
            + ", or remove @Down\n";
  }
}
