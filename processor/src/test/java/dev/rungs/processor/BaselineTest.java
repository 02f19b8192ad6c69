package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static dev.rungs.processor.testing.Sources.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.proof.ProvenReplay;
import dev.rungs.processor.replay.Replay;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.GeneratingProcessor;
import dev.rungs.processor.testing.Schemas;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code @VersionedSchema(baseline = 37)}. */
class BaselineTest {
  private static final String REGISTRY = "app.MigrationRegistry";
  private static final String WHOLE =
      migration(
          "app",
          "Whole",
          "version = 37",
          "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);"
              + " INSERT INTO notes VALUES (1, 'welcome');\"");
  private static final String TAGS =
      """
      package app;
      import dev.rungs.*;
      @Migration(version = 38)
      @Up("CREATE TABLE tags (id INTEGER PRIMARY KEY, note REFERENCES notes);")
      @Down("DROP TABLE tags;")
      class Tags {}
      """;

  @TempDir Path folder;

  private Compile compile() {
    return Compile.in(folder)
        .option("-Werror")
        .file("app/AppSchema.java", schema("app", "AppSchema", 38, "(baseline = 37)"))
        .file("app/Whole.java", WHOLE)
        .file("app/Tags.java", TAGS);
  }

  private static void assertFrom37To38(Registry registry) {
    assertEquals(37, registry.baseline());
    assertEquals(38, registry.currentVersion());
    assertEquals("app.Whole", registry.migration(37).source());
    for (int version : new int[] {Integer.MIN_VALUE, 0, 1, 36, 39, Integer.MAX_VALUE}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> registry.migration(version))
              .getMessage();
      assertEquals("There is no version " + version + "; versions run from 37 to 38.", message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRegistryBeginsThere(CompilerKind compiler) {
    Compiled compiled = compile().with(compiler).run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
    assertFrom37To38(compiled.registry(REGISTRY));
  }

  @Test
  void aFileIsCreatedFromTheImageWithAHistoryFromThereOn() throws Exception {
    Registry registry = compile().run().registry(REGISTRY);
    assertEquals(38, registry.image().orElseThrow().version());
    Path file = folder.resolve("app.db");
    Migrator migrator = Migrator.builder(registry).build();
    migrator.migrate(file);
    assertEquals(
        List.of(37, 38),
        migrator.status(file).migrations().stream().map(entry -> entry.version()).toList());
    assertTrue(migrator.verify(file).findings().isEmpty());

    // As a registry without an image creates it.
    Path plain = folder.resolve("plain.db");
    Migrator.builder(registry.upTo(37)).build().migrate(plain);
    migrator.migrate(plain);
    assertEquals(dump(plain), dump(file));
  }

  private static String dump(Path file) throws Exception {
    try (java.sql.Connection connection =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT group_concat(sql) FROM (SELECT sql FROM sqlite_schema ORDER BY name))"
                    + " || (SELECT group_concat(body) FROM notes)"
                    + " || (SELECT user_version FROM pragma_user_version)")) {
      return row.getString(1);
    }
  }

  /** The page for users: its classes compile, with the schema that a file has. */
  @Test
  void thePageCompiles() throws IOException {
    String page = Files.readString(Path.of("../docs/coming-from.md"));
    String section = page.substring(page.indexOf("## Baseline"));
    String[] classes =
        section
            .substring(section.indexOf("```java\n") + 8, section.indexOf("\n```\n"))
            .split("\n\n");
    assertEquals(3, classes.length);
    Compile compile =
        Compile.in(folder)
            .file(
                "app/version_37.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);\n");
    for (String text : classes) {
      String name = text.replaceAll("(?s).*class (\\w+).*", "$1");
      compile.file("app/" + name + ".java", "package app;\nimport dev.rungs.*;\n" + text + "\n");
    }
    Compiled compiled = compile.option("-Werror").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(37, compiled.registry(REGISTRY).baseline());
  }

  @Test
  void theBaselineMayHaveAStep() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema("app", "AppSchema", 38, "(baseline = 37)"))
            .file("app/Whole.java", step("app", "Whole", "version = 37"))
            .file("app/Tags.java", migration("app", "Tags", "version = 38"))
            .run();
    assertTrue(compiled.success(), compiled::text);
    Registry registry = compiled.registry(REGISTRY);
    assertTrue(registry.image().isEmpty());
    assertEquals("app.Whole", registry.newStep(37).getClass().getName());
  }

  @Test
  void aStepBehindItEndsTheImage() {
    Compiled compiled =
        compile()
            .file("app/AppSchema.java", schema("app", "AppSchema", 39, "(baseline = 37)"))
            .file("app/Fill.java", step("app", "Fill", "version = 39"))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(38, compiled.registry(REGISTRY).image().orElseThrow().version());
  }

  @Test
  void aMigrationOfALaterRoundCounts() {
    GeneratingProcessor others = new GeneratingProcessor(Map.of(1, Map.of("app.Tags", TAGS)));
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema("app", "AppSchema", 38, "(baseline = 37)"))
            .file("app/Whole.java", WHOLE)
            .with(others)
            .run();
    assertTrue(compiled.success(), compiled::text);
    Registry front = compiled.registry(REGISTRY);
    assertFrom37To38(front);
    assertTrue(compiled.hasOutput("app/CompleteMigrationRegistry.class"), "a front");
  }

  @ParameterizedTest
  @EnumSource
  void aPartialCompileWritesItAgain(CompilerKind compiler) {
    String before = compile().run().generated("app/MigrationRegistry.java");
    for (String file : List.of("app/AppSchema.java", "app/Whole.java", "app/Tags.java")) {
      Compiled again = Compile.in(folder).with(compiler).only(file).run();
      assertTrue(again.success(), again::text);
      assertEquals(before, again.generated("app/MigrationRegistry.java"), file);
    }
  }

  @Test
  void classFilesOfDeletedOldMigrationsDoNotCount() {
    Compile.in(folder)
        .file("app/AppSchema.java", schema(2))
        .file("app/V1.java", migration(1))
        .file("app/V2.java", migration(2))
        .run();
    Compiled squashed =
        Compile.in(folder)
            .file("app/AppSchema.java", schema("app", "AppSchema", 2, "(baseline = 2)"))
            .delete("app/V1.java")
            .withOutput()
            .run();
    assertTrue(squashed.success(), squashed::text);
    assertEquals(2, squashed.registry(REGISTRY).baseline());
    Compiled again = Compile.in(folder).only("app/V2.java").run();
    assertTrue(again.success(), again::text);
    assertEquals(2, again.registry(REGISTRY).baseline());
  }

  @Test
  void pagesAndFilesBeginThereToo() throws IOException {
    Path out = folder.resolve("schema");
    Compiled compiled = compile().option("-Arungs.docs").option("-Arungs.schema=" + out).run();
    assertTrue(compiled.success(), compiled::text);
    String page = compiled.output("schema.md");
    assertTrue(page.contains("Version 38. Written by Rungs."), page);
    assertTrue(page.contains("erDiagram"), page);
    assertTrue(page.contains("| 37 | whole | in place |"), page);
    assertTrue(page.contains("| 38 | tags | in place | + table tags |"), page);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("37.sql", "38.sql", "schema.db", "schema.sql"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aPageSaysFromWhereOnTheSchemaIsUnknown() {
    Compiled compiled =
        compile()
            .file(
                "app/Tags.java",
                migration("app", "Tags", "version = 38, schemaUnknown = true")
                    .replace(
                        "final class Tags {}",
                        "final class Tags implements"
                            + " dev.rungs.runtime.MigrationStep { public void up(java.sql.Connection"
                            + " c) {} }"))
            .option("-Arungs.docs")
            .run();
    assertTrue(compiled.output("schema.md").contains("not known from version 38 on"));
  }

  @Test
  void theCacheGoesOnFromACheckpoint() {
    Path cache = folder.resolve("cache");
    Schemas first =
        Schemas.from(37)
            .up("CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b);")
            .up("CREATE TABLE c (d); INSERT INTO c VALUES ('seed');");
    proven(cache, first.model());
    SchemaModel more = first.up("CREATE TABLE b (id INTEGER PRIMARY KEY);").model();
    ReplayResult cold = Replay.run(more);
    ReplayResult warm = proven(cache, more);
    assertEquals(cold.problems(), warm.problems());
    assertEquals(cold.fingerprints(), warm.fingerprints());
    assertEquals(39, warm.image().map(FinishedImage::version).orElseThrow());
    // The same scripts under other numbers are another schema.
    SchemaModel others =
        Schemas.from(36)
            .up("CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b);")
            .up("CREATE TABLE c (d); INSERT INTO c VALUES ('seed');")
            .up("CREATE TABLE b (id INTEGER PRIMARY KEY);")
            .model();
    assertEquals(38, proven(cache, others).image().map(FinishedImage::version).orElseThrow());
  }

  private static ReplayResult proven(Path cache, SchemaModel schema) {
    return new ProvenReplay(Optional.of(cache), Options.LIMIT)
        .run(schema, Replay.Observer.NONE, () -> "")
        .replay();
  }

  @Test
  void blocksOfManyVersionsBeginThere() {
    Compile compile =
        Compile.in(folder)
            .option("-Arungs.verify=off")
            .file("app/AppSchema.java", schema("app", "AppSchema", 250, "(baseline = 37)"));
    for (int version = 37; version <= 250; version++) {
      compile.file("app/V" + version + ".java", migration(version));
    }
    Compiled compiled = compile.run();
    assertTrue(compiled.success(), compiled::text);
    Registry registry = compiled.registry(REGISTRY);
    for (int version : new int[] {37, 136, 137, 236, 237, 250}) {
      assertEquals("app.V" + version, registry.migration(version).source());
    }
    for (int version : new int[] {Integer.MIN_VALUE, 0, 36, 251, Integer.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> registry.migration(version));
    }
  }
}
