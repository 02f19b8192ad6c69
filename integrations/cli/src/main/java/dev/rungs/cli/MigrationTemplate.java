package dev.rungs.cli;

/** The text of a new migration. It compiles as it is, does nothing, and can be undone. */
final class MigrationTemplate {
  private final MigrationName migration;
  private final int version;
  private final String packageName;
  private final SourceFolder.Schema schema;

  /**
   * Makes a template.
   *
   * @param schema the schema to name, or null where there is only one
   */
  MigrationTemplate(
      MigrationName migration, int version, String packageName, SourceFolder.Schema schema) {
    this.migration = migration;
    this.version = version;
    this.packageName = packageName;
    this.schema = schema;
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
    return "    \"\"\"\n" + sql.indent(4) + "    \"\"\"";
  }

  String up() {
    return "-- Replace this with the SQL that brings version "
        + (version - 1)
        + " to "
        + version
        + ".\nSELECT 1;\n";
  }

  String down() {
    return "-- Replace this with the SQL that brings version "
        + version
        + " back to "
        + (version - 1)
        + ".\nSELECT 1;\n";
  }
}
