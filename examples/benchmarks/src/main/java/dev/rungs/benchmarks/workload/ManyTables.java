package dev.rungs.benchmarks.workload;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A registry as the compiler would generate it, whose first version has very many tables. Javac is
 * spared them: what they cost it is measured elsewhere.
 *
 * @param currentVersion 1, or 2 for one pending migration
 * @param script of the first version
 * @param fingerprint of its schema
 */
public record ManyTables(int currentVersion, String script, String fingerprint)
    implements Registry {
  /**
   * Creates a file of that version, or finds it.
   *
   * @param folder of the file
   * @param tables how many; there are as many indexes
   * @return the file
   * @throws IOException if it cannot be written
   * @throws SQLException if SQLite refuses
   */
  public static Path file(Path folder, int tables) throws IOException, SQLException {
    Path file = folder.resolve("tables-" + tables + ".db");
    if (Files.exists(file)) {
      return file;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Folders.deleteDatabase(unfinished);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + unfinished);
        Statement statement = connection.createStatement()) {
      // SQLite reads all of its schema again for each table.
      statement.executeUpdate("PRAGMA cache_size=-500000;BEGIN;" + script(tables) + "COMMIT");
    }
    Migrator.builder(of(unfinished, tables, 1)).build().migrate(unfinished);
    return Files.move(unfinished, file);
  }

  /**
   * Returns the registry of such a file.
   *
   * @param file as {@link #file} creates it
   * @param tables how many
   * @param currentVersion 1 or 2
   * @return knows the fingerprint, as a generated one does
   * @throws SQLException if SQLite refuses
   */
  public static Registry of(Path file, int tables, int currentVersion) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      String fingerprint = SchemaSnapshot.read(connection).fingerprint();
      return new ManyTables(currentVersion, script(tables), fingerprint);
    }
  }

  private static String script(int tables) {
    StringBuilder script = new StringBuilder();
    Workload.tables(tables).scripts().forEach(each -> script.append(each.sql()));
    return script.toString();
  }

  @Override
  public String schemaName() {
    return "workload.Schema";
  }

  @Override
  public MigrationDefinition migration(int version) {
    MigrationDefinition.Builder migration =
        MigrationDefinition.builder(version, "m" + version, "workload.M" + version);
    return version == 1
        ? migration.up(script).fingerprint(fingerprint).build()
        : migration.up("ALTER TABLE t_1 ADD COLUMN state TEXT;").fingerprint("v1:").build();
  }
}
