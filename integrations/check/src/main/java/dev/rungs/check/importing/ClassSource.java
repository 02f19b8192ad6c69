package dev.rungs.check.importing;

import dev.rungs.processor.model.SnakeCase;
import java.util.ArrayList;
import java.util.List;

/** The sources of the classes. */
final class ClassSource {
  private ClassSource() {}

  static String schema(ImportPlan plan, String origin) {
    String baseline = plan.baseline() > 1 ? "(baseline = " + plan.baseline() + ")" : "";
    return """
        package %s;

        import dev.rungs.VersionedSchema;

        /** The schema that %s built. */
        @VersionedSchema%s
        public final class %s {
          /** The newest version. */
          public static final int CURRENT_VERSION = %d;

          private %s() {}
        }
        """
        .formatted(
            plan.packageName(),
            origin,
            baseline,
            plan.schemaClass(),
            plan.current(),
            plan.schemaClass());
  }

  static String migration(String packageName, ImportedMigration migration) {
    List<String> imports = new ArrayList<>(List.of("dev.rungs.Migration"));
    if (migration.up().isPresent()) {
      imports.add("dev.rungs.Up");
    } else {
      imports.addAll(
          List.of(
              "dev.rungs.runtime.MigrationStep", "java.sql.Connection", "java.sql.SQLException"));
    }
    if (migration.down().isPresent()) {
      imports.add("dev.rungs.Down");
    }
    imports.sort(null);
    StringBuilder source = new StringBuilder("package ").append(packageName).append(";\n\n");
    imports.forEach(name -> source.append("import ").append(name).append(";\n"));
    source.append("\n/** ").append(javadoc(migration.origin())).append(". */\n");
    migration.remarks().forEach(remark -> comment(source, "", remark));
    migration.losses().forEach(loss -> comment(source, "destructive: ", loss));
    source.append("@Migration(version = ").append(migration.number());
    if (!SnakeCase.of(migration.className()).equals(migration.name())) {
      source.append(", name = \"").append(migration.name()).append('"');
    }
    if (!migration.losses().isEmpty()) {
      source.append(", destructive = true");
    }
    source.append(")\n");
    migration.up().ifPresent(up -> file(source, "Up", upFile(migration)));
    migration.down().ifPresent(down -> file(source, "Down", downFile(migration)));
    source.append("final class ").append(migration.className());
    if (migration.up().isPresent()) {
      return source.append(" {}\n").toString();
    }
    return source
        .append(
            """
             implements MigrationStep {
              @Override
              public void up(Connection connection) throws SQLException {
                throw new UnsupportedOperationException("Not ported yet.");
              }
            }
            """)
        .toString();
  }

  static String upFile(ImportedMigration migration) {
    return SnakeCase.of(migration.className()) + ".up.sql";
  }

  static String downFile(ImportedMigration migration) {
    return SnakeCase.of(migration.className()) + ".down.sql";
  }

  private static void file(StringBuilder source, String annotation, String name) {
    source.append('@').append(annotation).append("(file = \"").append(name).append("\")\n");
  }

  /** Lines of at most 100 characters, as formatters want them. */
  private static void comment(StringBuilder source, String lead, String text) {
    StringBuilder line = new StringBuilder("//");
    for (String word : (lead + plain(text)).split(" ")) {
      if (line.length() + word.length() > 98 && line.length() > 2) {
        source.append(line).append('\n');
        line = new StringBuilder("//  ");
      }
      line.append(' ').append(word);
    }
    source.append(line).append('\n');
  }

  /** javac reads Unicode escapes in comments too. */
  private static String plain(String text) {
    return text.replace("\\u", "\\ u").replaceAll("\\p{Cntrl}", " ");
  }

  private static String javadoc(String text) {
    return plain(text).replace("*/", "* /").replace("@", "&#64;").replace("<", "&lt;");
  }
}
