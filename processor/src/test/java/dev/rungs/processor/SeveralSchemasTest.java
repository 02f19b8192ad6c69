package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas side by side: a migration belongs to that of its own or of the nearest package. */
class SeveralSchemasTest {
  @TempDir Path folder;

  private Compile appAndCache() {
    return Compile.in(folder)
        .file("app/AppSchema.java", schema("app", "AppSchema", 3, ""))
        .file("app/V1.java", migration("app", "V1", "version = 1"))
        .file("app/more/V2.java", migration("app.more", "V2", "version = 2"))
        .file("app/V3.java", migration("app", "V3", "version = 3"))
        .file("app/cache/CacheSchema.java", schema("app.cache", "CacheSchema", 2, ""))
        .file("app/cache/C1.java", migration("app.cache", "C1", "version = 1"))
        .file("app/cache/deep/C2.java", migration("app.cache.deep", "C2", "version = 2"));
  }

  private static List<String> sources(Compiled compiled, String registry, int... versions) {
    return java.util.Arrays.stream(versions)
        .mapToObj(v -> compiled.registry(registry).migration(v).source())
        .toList();
  }

  private static void assertBothRegistries(Compiled compiled) {
    assertTrue(compiled.success(), compiled::text);
    assertEquals(
        List.of("app.V1", "app.more.V2", "app.V3"),
        sources(compiled, "app.MigrationRegistry", 1, 2, 3));
    assertEquals(
        List.of("app.cache.C1", "app.cache.deep.C2"),
        sources(compiled, "app.cache.MigrationRegistry", 1, 2));
  }

  @Test
  void aSchemaInAPackageBelowTakesNothingFromTheOneAbove() {
    assertBothRegistries(appAndCache().run());
  }

  @Test
  void schemasInPackagesBesideEachOtherNeedNoNames() {
    Compiled compiled =
        Compile.in(folder)
            .file("a/ASchema.java", schema("a", "ASchema", 1, ""))
            .file("a/V1.java", migration("a", "V1", "version = 1"))
            .file("b/BSchema.java", schema("b", "BSchema", 1, ""))
            .file("b/V1.java", migration("b", "V1", "version = 1"))
            .run();
    assertTrue(compiled.success(), compiled::text);
  }

  @Test
  void aPartialCompileKnowsTheNearestSchemaByItsClassFile() {
    appAndCache().run();
    for (String file :
        List.of(
            "app/V1.java",
            "app/more/V2.java",
            "app/cache/C1.java",
            "app/cache/deep/C2.java",
            "app/AppSchema.java",
            "app/cache/CacheSchema.java")) {
      assertBothRegistries(Compile.in(folder).only(file).run());
    }
    assertBothRegistries(
        Compile.in(folder).only("app/AppSchema.java", "app/cache/deep/C2.java").run());
    assertBothRegistries(Compile.in(folder).only("app/V1.java", "app/cache/C1.java").run());
  }

  @Test
  void aGapBelowIsNoGapAbove() {
    Compiled compiled = appAndCache().delete("app/cache/deep/C2.java").run();
    assertEquals(List.of("MissingVersion CacheSchema.java:5"), compiled.brief());
  }

  @Test
  void theClassFileOfASchemaThatMovedTakesNoMigrations() {
    Compile.in(folder)
        .file("app/db/AppSchema.java", schema("app.db", "AppSchema", 1, ""))
        .file("app/db/V1.java", migration("app.db", "V1", "version = 1"))
        .run();
    Compiled moved =
        Compile.in(folder)
            .delete("app/db/AppSchema.java")
            .file("app/AppSchema.java", schema("app", "AppSchema", 1, ""))
            .withOutput()
            .run();
    assertTrue(moved.success(), moved::text);
    assertEquals(List.of("app.db.V1"), sources(moved, "app.MigrationRegistry", 1));
  }

  @Test
  void whereOnePackageHasTwoTheFixNamesTheOneThatLacksTheVersion() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/ASchema.java", schema("app", "ASchema", 1, "(registry = \"ARegistry\")"))
            .file("app/BSchema.java", schema("app", "BSchema", 2, ""))
            .file("app/A1.java", migration("app", "A1", "version = 1, schema = ASchema.class"))
            .file("app/B1.java", migration("app", "B1", "version = 1, schema = BSchema.class"))
            .file("app/V2.java", migration("app", "V2", "version = 2"))
            .run();
    assertEquals(List.of("SchemaReference V2.java:3"), compiled.brief());
    assertTrue(compiled.text().contains("Add schema = BSchema.class"), compiled::text);
  }
}
