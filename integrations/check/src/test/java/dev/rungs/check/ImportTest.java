package dev.rungs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.check.importing.FolderImport;
import dev.rungs.check.importing.FolderImport.Imported;
import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.processor.MigrationProcessor;
import dev.rungs.processor.history.HistoryStatements;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an import writes compiles, builds what the tool built, and takes the tool's files. */
class ImportTest {
  @TempDir Path folder;

  private Path sources() {
    return folder.resolve("src");
  }

  private Imported write(Path history) {
    return write(history, Optional.empty());
  }

  private Imported write(Path history, Optional<String> baseline) {
    return FolderImport.write(
        Checked.check(history),
        new FolderImport.Settings("com.app", "AppSchema", sources(), baseline));
  }

  private List<String> compile() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(problems, null, null);
        Stream<Path> found = Files.walk(sources())) {
      List<Path> java = found.filter(file -> file.toString().endsWith(".java")).toList();
      JavaCompiler.CompilationTask task =
          javac.getTask(
              null,
              files,
              problems,
              List.of(
                  "-d",
                  classes.toString(),
                  "-sourcepath",
                  sources().toString(),
                  "-Xlint:all,-processing"),
              null,
              files.getJavaFileObjectsFromPaths(java));
      task.setProcessors(List.of(new MigrationProcessor()));
      assertTrue(task.call(), () -> problems.getDiagnostics().toString());
    }
    return problems.getDiagnostics().stream().map(problem -> problem.getMessage(null)).toList();
  }

  private Registry registry() throws Exception {
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader());
    return (Registry) loader.loadClass("com.app.MigrationRegistry").getField("INSTANCE").get(null);
  }

  /** What plain SQLite makes of the scripts of the tool. */
  private static void build(FolderHistory history, Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (FolderMigration migration : history.migrations()) {
        if (!migration.isCode()) {
          for (HistoryStatements.Statement sql :
              HistoryStatements.split(migration.up().orElseThrow().text())) {
            execute(connection, sql.text());
          }
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> schema(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')"
                    + " FROM sqlite_master WHERE name NOT LIKE 'rungs\\_%' ESCAPE '\\' ORDER BY 1")) {
      while (result.next()) {
        rows.add(result.getString(1).replace("\r\n", "\n"));
      }
    }
    return rows;
  }

  static Stream<String> names() {
    return EngineTest.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFreshFileIsWhatTheToolBuilds(String name) throws Exception {
    write(Checked.history(name));
    compile();
    Registry registry = registry();
    Path theirs = folder.resolve("theirs.db");
    build(Checked.read(Checked.history(name)), theirs);
    Path ours = folder.resolve("ours.db");
    Migrator.builder(registry).build().migrate(ours);
    assertEquals(schema(theirs), schema(ours));

    int current = registry.currentVersion();
    Migrator adopting = Migrator.builder(registry).adoptAs(current).build();
    MigrationReport report = adopting.migrate(theirs);
    assertEquals(MigrationPlan.Action.ADOPT, report.action());
    assertEquals(current, report.toVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "golang-migrate, GolangMigrateVersions,"
        + " CREATE TABLE schema_migrations (version uint64; dirty bool), '3; 0'",
    "sqlx, SqlxVersions,"
        + " CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY; success BOOLEAN),"
        + " '20240301080000; 1'",
    "dbmate, DbmateVersions, CREATE TABLE schema_migrations (version varchar), '''20240102120000'''",
    "mybatis, MybatisMigrationsVersions, CREATE TABLE CHANGELOG (ID NUMERIC), '20240201120000'",
    "prisma, PrismaVersions, CREATE TABLE _prisma_migrations (migration_name TEXT;"
        + " finished_at TEXT; rolled_back_at TEXT), '''20240211120000_name_required''; 1; NULL'",
    "goose, GooseVersions, CREATE TABLE goose_db_version (version_id INTEGER; is_applied INTEGER),"
        + " '4; 1'",
    "diesel, DieselVersions, CREATE TABLE __diesel_schema_migrations (version VARCHAR(50)),"
        + " '20240301110000'",
    "flyway, FlywayVersions, CREATE TABLE flyway_schema_history (installed_rank INT; version"
        + " VARCHAR; success BOOLEAN), '9; 11; 1'",
    "refinery, RefineryVersions, CREATE TABLE refinery_schema_history (version INT4), '3'",
    "drizzle, DrizzleVersions, CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY), '7'"
  })
  void theToolSaysWhichVersionItsFileHas(String name, String adoption, String table, String row)
      throws Exception {
    Imported imported = write(Checked.history(name));
    assertEquals(Optional.of(adoption), imported.adoption());
    compile();
    Registry registry = registry();
    Path file = folder.resolve("theirs.db");
    build(Checked.read(Checked.history(name)), file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      String own = table.replace(';', ',');
      execute(connection, own);
      String tableName = own.split(" ")[2];
      execute(connection, "INSERT INTO " + tableName + " VALUES (" + row.replace(';', ',') + ")");
      Class<?> versions = registry.getClass().getClassLoader().loadClass("com.app." + adoption);
      var of = versions.getDeclaredMethod("of", Connection.class);
      of.setAccessible(true);
      int current = registry.currentVersion();
      int expected =
          switch (name) {
            case "drizzle" -> 1;
            case "flyway" -> current - 1; // its last one is repeatable
            default -> current;
          };
      assertEquals(expected, of.invoke(null, connection));
    }
    try (Connection other = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Class<?> versions = registry.getClass().getClassLoader().loadClass("com.app." + adoption);
      var of = versions.getDeclaredMethod("of", Connection.class);
      of.setAccessible(true);
      assertEquals(0, of.invoke(null, other), "no table of the tool");
    }
  }

  @Test
  void aLossIsDeclaredWithItsReason() throws Exception {
    Checked.write(folder, "h/1_create.sql", "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);");
    Checked.write(folder, "h/2_drop_b.sql", "BEGIN;\nALTER TABLE t DROP COLUMN b;\nCOMMIT;\n");
    Imported imported = write(folder.resolve("h"));
    assertEquals(
        List.of("Version 2 is declared as destructive: Statement 1 loses t.b."),
        imported.decisions());
    assertEquals(
        """
        package com.app;

        import dev.rungs.Migration;
        import dev.rungs.Up;

        /** Version 2 of numbered files, 2_drop_b.sql. */
        // destructive: Statement 1 loses t.b.
        @Migration(version = 2, destructive = true)
        @Up(file = "drop_b.up.sql")
        final class DropB {}
        """,
        Files.readString(sources().resolve("com/app/DropB.java")));
    assertEquals(
        "ALTER TABLE t DROP COLUMN b;\n",
        Files.readString(sources().resolve("com/app/drop_b.up.sql")));
    assertEquals(List.of(), compile());
  }

  @Test
  void anIndexThatARebuildForgetsIsSaid() throws Exception {
    Imported imported = write(Checked.history("prisma"));
    assertEquals(1, imported.baseline());
    assertTrue(
        Files.readString(sources().resolve("com/app/name_required.up.sql"))
            .contains("\nDROP INDEX User_name_key; DROP TABLE \"User\";\n"));
    compile();
  }

  @Test
  void whatCannotCompileBecomesTheBaseline() throws Exception {
    Imported imported = write(Checked.history("goose"));
    assertEquals(3, imported.baseline());
    assertEquals(4, imported.current());
    assertTrue(
        imported.decisions().get(0).contains("00003_require_author.sql:2:1 does not compile"),
        imported.decisions().toString());
    compile();
    assertEquals(3, registry().baseline());
  }

  @Test
  void theBaselineIsOneThatCompiles() throws Exception {
    Imported imported = write(Checked.history("diesel"));
    assertEquals(3, imported.baseline(), "in version 2 the view is broken");
    compile();
  }

  @Test
  void whatNeverCompilesIsSaid() throws Exception {
    Checked.write(folder, "h/1.sql", "CREATE TABLE p (a); CREATE TABLE c (b REFERENCES p (a));");
    Checked.write(folder, "h/2.sql", "CREATE TABLE t (a); CREATE VIEW v AS SELECT b FROM t;");
    Imported imported = write(folder.resolve("h"));
    String decisions = String.join("\n", imported.decisions());
    assertTrue(decisions.contains("It does not compile yet: baseline.up.sql:2:1"), decisions);
    assertTrue(decisions.contains("The view v does not work"), decisions);
  }

  @Test
  void aBaselineHasTheRowsThatScriptsInserted() throws Exception {
    Checked.write(
        folder,
        "h/1.sql",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (7, 'it''s'), (8, NULL);");
    Checked.write(folder, "h/2.sql", "ALTER TABLE t ADD COLUMN c NOT NULL;");
    Checked.write(folder, "h/3.sql", "ALTER TABLE t ADD COLUMN d;");
    Imported imported = write(folder.resolve("h"));
    assertEquals(2, imported.baseline());
    compile();
    Path file = folder.resolve("ours.db");
    Migrator.builder(registry()).build().migrate(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT group_concat(a || coalesce(b, '-')) FROM t")) {
      assertEquals("7it's,8-", row.getString(1));
    }
  }

  @Test
  void codeCanBePortedByHand() throws Exception {
    Checked.write(folder, "h/1_create.sql", "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);");
    Checked.write(folder, "h/2_fill.py", "pass");
    Checked.write(folder, "h/3_more.sql", "ALTER TABLE t ADD COLUMN c;");
    Imported imported = write(folder.resolve("h"), Optional.of("1"));
    assertEquals(1, imported.baseline());
    assertTrue(imported.decisions().get(0).contains("port 2_fill.py to Java"));
    compile();
    assertTrue(registry().migration(2).hasStep());
  }

  @Test
  void namesAreKeptAndUnique() throws Exception {
    Checked.write(folder, "h/1_add.sql", "CREATE TABLE a (x);");
    Checked.write(folder, "h/2_Add.sql", "CREATE TABLE b (x);");
    Checked.write(folder, "h/3_migration.sql", "CREATE TABLE c (x);");
    Checked.write(folder, "h/4_2fa.sql", "CREATE TABLE d (x);");
    Checked.write(folder, "h/5_nothing.sql", "-- nothing\n");
    Checked.write(folder, "h/6.sql", "CREATE TABLE e (x);");
    Imported imported = write(folder.resolve("h"));
    assertEquals(5, imported.current());
    compile();
    Registry registry = registry();
    List<String> names = new ArrayList<>();
    for (int version = 1; version <= 5; version++) {
      names.add(registry.migration(version).name());
    }
    assertEquals(List.of("add", "add_2", "migration", "2fa", "version_5"), names);
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    write(Checked.history("plain"));
    List<String> before = listing();
    FolderException refused =
        assertThrows(FolderException.class, () -> write(Checked.history("sqlx")));
    assertTrue(refused.getMessage().contains("exists. Nothing was written."), refused.getMessage());
    assertEquals(before, listing());
    FolderException name =
        assertThrows(
            FolderException.class,
            () ->
                FolderImport.write(
                    Checked.check(Checked.history("plain")),
                    new FolderImport.Settings(
                        "com.class", "AppSchema", sources(), Optional.empty())));
    assertFalse(name.getMessage().isEmpty());
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(sources())) {
      return files.map(ImportTest::describe).sorted().toList();
    }
  }

  private static String describe(Path file) {
    try {
      return file + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
