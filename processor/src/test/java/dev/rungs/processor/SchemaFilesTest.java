package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Arungs.schema}. */
class SchemaFilesTest {
  private static final String JAR = "META-INF/rungs/app.MigrationRegistry/";

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void choose() {
    out = folder.resolve("schema");
  }

  private Compile compile() {
    return Compile.in(folder.resolve("project"))
        .option("-Arungs.schema=" + out)
        .file("app/AppSchema.java", schema(3))
        .file("app/V1.java", migration("app", "V1", "version = 1", "\"CREATE TABLE a (x);\""))
        .file(
            "app/V2.java",
            migration(
                "app",
                "V2",
                "version = 2",
                "\"CREATE VIEW v AS SELECT x FROM a; CREATE VIRTUAL TABLE words USING fts5(w);"
                    + " CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\""))
        .file(
            "app/V3.java",
            migration(
                "app",
                "V3",
                "version = 3",
                "\"ALTER TABLE a ADD COLUMN y TEXT; CREATE INDEX i ON a (y);"
                    + " INSERT INTO a VALUES (1, 'seed');\""));
  }

  @Test
  void eachVersionAndTheFinishedSchema() throws Exception {
    Compiled compiled = compile().run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of("1.sql", "2.sql", "3.sql", "schema.db", "schema.sql"), names(out));
    assertEquals("-- app.AppSchema at version 1\n\nCREATE TABLE a (x);\n\n", text("1.sql"));
    assertEquals(
        """
        -- app.AppSchema at version 3

        CREATE TABLE a (x, y TEXT);

        CREATE VIRTUAL TABLE words USING fts5(w);

        CREATE INDEX i ON a (y);

        CREATE VIEW v AS SELECT x FROM a;

        CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;

        """,
        text("schema.sql"));
    assertEquals(text("schema.sql"), text("3.sql"));
    for (String name : List.of("1.sql", "3.sql", "schema.sql")) {
      assertEquals(text(name), compiled.output(JAR + name), "the same is in the jar");
    }
    assertTrue(compiled.hasOutput(JAR + "schema.db"));
  }

  @Test
  void theScriptBuildsWhatTheDatabaseHas() throws Exception {
    assertTrue(compile().run().success());
    try (Connection built = DriverManager.getConnection("jdbc:sqlite::memory:");
        Connection written =
            DriverManager.getConnection("jdbc:sqlite:" + out.resolve("schema.db"))) {
      try (Statement statement = built.createStatement()) {
        statement.executeUpdate(text("schema.sql"));
      }
      assertEquals(schemaOf(built), schemaOf(written));
      assertEquals("3", one(written, "PRAGMA user_version"));
      assertEquals("seed", one(written, "SELECT y FROM a"));
      assertEquals("ok", one(written, "PRAGMA integrity_check"));
    }
  }

  @Test
  void aSecondCompileLeavesTheFilesAlone() throws Exception {
    assertTrue(compile().run().success());
    byte[] database = Files.readAllBytes(out.resolve("schema.db"));
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(out.resolve("schema.db"), before);
    assertTrue(compile().run().success());
    assertArrayEquals(database, Files.readAllBytes(out.resolve("schema.db")));
    assertEquals(before, Files.getLastModifiedTime(out.resolve("schema.db")));
  }

  @Test
  void severalSchemasHaveAFolderEach() throws Exception {
    Compile two =
        compile()
            .file(
                "cache/CacheSchema.java",
                schema(1)
                    .replace("package app", "package cache")
                    .replace("AppSchema", "CacheSchema"))
            .file(
                "cache/C1.java",
                migration("cache", "C1", "version = 1", "\"CREATE TABLE c (x);\""));
    Compiled compiled = two.run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of("app.MigrationRegistry", "cache.MigrationRegistry"), names(out));
    assertTrue(text("cache.MigrationRegistry/schema.sql").contains("CREATE TABLE c (x);"));
  }

  @Test
  void nothingIsWrittenUnaskedOrOfAFaultySchema() throws Exception {
    Compiled faulty =
        compile()
            .file("app/V3.java", migration("app", "V3", "version = 3", "\"CREATE TABEL b (x);\""))
            .run();
    assertFalse(faulty.success());
    assertTrue(Files.notExists(out));
    Compiled none =
        Compile.in(folder.resolve("other"))
            .file("app/AppSchema.java", schema(1))
            .file("app/V1.java", migration("app", "V1", "version = 1", "\"CREATE TABLE a (x);\""))
            .run();
    assertTrue(none.success(), none::text);
    assertFalse(none.hasOutput(JAR + "schema.sql"));
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnError() throws Exception {
    Files.writeString(out, "a file of that name");
    Compiled compiled = compile().run();
    assertFalse(compiled.success());
    assertTrue(compiled.text().contains("[rungs.Output]"), compiled::text);
    assertTrue(compiled.text().contains(out.toString()), compiled::text);
  }

  private String text(String name) throws IOException {
    return Files.readString(out.resolve(name));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String schemaOf(Connection connection) throws SQLException {
    return one(
        connection,
        "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM"
            + " (SELECT * FROM sqlite_schema ORDER BY type, name)");
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
