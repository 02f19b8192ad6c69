package dev.rungs.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a workload as the classes that a user of Rungs would write. */
public final class RegistrySources {
  /** The package of everything written. */
  public static final String PACKAGE = "workload";

  private RegistrySources() {}

  /**
   * Writes the versioned schema, a class for each migration, and a program that opens a file.
   *
   * @param workload the migrations
   * @param folder the root of the sources
   * @throws IOException if it cannot be written
   */
  public static void write(Workload workload, Path folder) throws IOException {
    writeMigrations(workload, folder);
    writeProgram(folder);
  }

  /**
   * Writes the versioned schema and a class for each migration.
   *
   * @param workload the migrations
   * @param folder the root of the sources
   * @throws IOException if it cannot be written
   */
  public static void writeMigrations(Workload workload, Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve(PACKAGE));
    Files.writeString(
        home.resolve("Schema.java"),
        """
        package workload;

        @dev.rungs.VersionedSchema
        public final class Schema {
          public static final int CURRENT_VERSION = %d;
        }
        """
            .formatted(workload.currentVersion()));
    for (Script script : workload.scripts()) {
      write(script, home);
    }
  }

  /**
   * Writes the newest migration again.
   *
   * @param workload the migrations
   * @param prefix of its script
   * @param folder the root of the sources
   * @throws IOException if it cannot be written
   */
  public static void writeLast(Workload workload, String prefix, Path folder) throws IOException {
    Script last = workload.scripts().get(workload.scripts().size() - 1);
    write(last.withSql(prefix + last.sql()), folder.resolve(PACKAGE));
  }

  private static void write(Script script, Path home) throws IOException {
    Files.writeString(home.resolve("M" + script.version() + ".java"), source(script));
    if (!script.inline()) {
      Files.writeString(home.resolve(script.fileName()), script.sql());
    }
  }

  private static void writeProgram(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(PACKAGE).resolve("OpenCold.java"),
        """
        package workload;

        import dev.rungs.runtime.AppDatabase;
        import java.nio.file.Path;
        import java.sql.ResultSet;
        import java.sql.Statement;

        public final class OpenCold {
          public static void main(String[] args) throws Exception {
            try (AppDatabase db = AppDatabase.open(Path.of(args[0]), MigrationRegistry.INSTANCE);
                Statement statement = db.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
              row.next();
              System.out.println(row.getInt(1));
            }
          }
        }
        """);
  }

  private static String source(Script script) {
    String up = script.inline() ? textBlock(script.sql()) : "file = \"" + script.fileName() + "\"";
    return "package workload;\n\n@dev.rungs.Migration(version = "
        + script.version()
        + ", name = \""
        + script.name()
        + "\""
        + (script.rebuild() ? ", strategy = dev.rungs.Strategy.REBUILD" : "")
        + (script.destructive() ? ", destructive = true" : "")
        + ")\n@dev.rungs.Up("
        + up
        + ")\n"
        + (script.down().isEmpty() ? "" : "@dev.rungs.Down(" + textBlock(script.down()) + ")\n")
        + "final class M"
        + script.version()
        + " {}\n";
  }

  private static String textBlock(String sql) {
    return "\"\"\"\n" + sql.replace("\\", "\\\\") + "\"\"\"";
  }
}
