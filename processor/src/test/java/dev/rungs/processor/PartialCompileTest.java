package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static dev.rungs.processor.testing.Sources.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What earlier compiles left counts, and what they left by mistake does not. */
class PartialCompileTest {
  private static final String SERVICES = "META-INF/services/dev.rungs.runtime.Registry";

  @TempDir Path folder;

  private Compiled whole() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema(4))
            .file("app/V1.java", migration(1))
            .file("app/more/V2.java", migration("app.more", "V2", "version = 2"))
            .file("app/V3.java", step("app", "V3", "version = 3"))
            .file("app/V4.java", migration("app", "V4", "version = 4", "file = \"v4.sql\""))
            .file("app/v4.sql", "CREATE TABLE v4 (a);")
            .run();
    assertTrue(compiled.success(), compiled::text);
    return compiled;
  }

  @ParameterizedTest
  @EnumSource
  void oneMigrationIsCompiledAgain(CompilerKind compiler) {
    String before = whole().generated("app/MigrationRegistry.java");
    for (String file : List.of("app/V1.java", "app/more/V2.java", "app/V3.java", "app/V4.java")) {
      Compiled again = Compile.in(folder).with(compiler).only(file).run();
      assertTrue(again.success(), again::text);
      assertEquals(before, again.generated("app/MigrationRegistry.java"), file);
      assertEquals("app.MigrationRegistry\n", again.output(SERVICES));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaIsCompiledAgain(CompilerKind compiler) {
    String before = whole().generated("app/MigrationRegistry.java");
    Compiled again = Compile.in(folder).with(compiler).only("app/AppSchema.java").run();
    assertTrue(again.success(), again::text);
    assertEquals(before, again.generated("app/MigrationRegistry.java"));
  }

  @Test
  void aBumpIsStillRefused() {
    whole();
    Compiled again =
        Compile.in(folder).file("app/AppSchema.java", schema(5)).only("app/AppSchema.java").run();
    assertEquals(List.of("MissingVersion AppSchema.java:5"), again.brief());
  }

  @Test
  void aDuplicateOfACompiledMigrationIsRefusedAtTheSourceThereIs() {
    whole();
    Compiled again =
        Compile.in(folder)
            .file("app/Other.java", migration("app", "Other", "version = 3"))
            .only("app/Other.java")
            .run();
    assertEquals(
        List.of("DuplicateVersion", "DuplicateVersion Other.java:3"),
        again.brief().stream().sorted().toList());
    assertTrue(again.text().contains("in class app.V3, which was compiled earlier"), again::text);
  }

  @Test
  void aScriptThatIsGoneAsksForAWholeCompile() {
    whole();
    Compiled again = Compile.in(folder).delete("app/v4.sql").only("app/V1.java").run();
    assertEquals(List.of("SqlFile"), again.brief());
    assertTrue(again.text().contains("Compile all sources together"), again::text);
    assertTrue(again.text().contains("in class app.V4, which was compiled earlier"), again::text);
  }

  @ParameterizedTest
  @EnumSource
  void theClassFileOfADeletedMigrationDoesNotHideTheGap(CompilerKind compiler) {
    whole();
    Compiled again = Compile.in(folder).with(compiler).delete("app/V3.java").withOutput().run();
    assertEquals("MissingVersion V4.java:3", again.brief().get(0));
    assertTrue(again.text().contains("its source V3.java no longer exists"), again::text);
  }

  @Test
  void withASourcePathTheClassFileOfADeletedMigrationNeverHidesTheGap() {
    whole();
    Compiled again =
        Compile.in(folder).delete("app/V3.java").sourcePath().only("app/AppSchema.java").run();
    assertEquals(List.of("MissingVersion"), again.errors().stream().map(m -> m.key()).toList());
  }

  @Test
  void theClassFileOfARenamedMigrationIsNoDuplicate() {
    whole();
    Compiled again =
        Compile.in(folder)
            .delete("app/V3.java")
            .file("app/Third.java", migration("app", "Third", "version = 3"))
            .withOutput()
            .run();
    assertTrue(again.success(), again::text);
    assertEquals("third", again.registry("app.MigrationRegistry").migration(3).name());
  }

  @Test
  void severalSchemasKeepTheirServiceLines() {
    Compile.in(folder)
        .file("app/AppSchema.java", schema(1))
        .file("app/V1.java", migration("app", "V1", "version = 1, schema = AppSchema.class"))
        .file("cache/CacheSchema.java", schema("cache", "CacheSchema", 1, ""))
        .file("cache/C1.java", migration("cache", "C1", "version = 1, schema = CacheSchema.class"))
        .run();
    Compiled again = Compile.in(folder).only("cache/C1.java").run();
    assertTrue(again.success(), again::text);
    assertEquals("app.MigrationRegistry\ncache.MigrationRegistry\n", again.output(SERVICES));
  }

  @Test
  void aServiceLineWithoutItsClassGoes() throws IOException {
    whole();
    Path services = folder.resolve("out").resolve(SERVICES);
    Files.writeString(services, "gone.Registry # once\napp.MigrationRegistry\n\n# end\n");
    Compiled again = Compile.in(folder).only("app/V1.java").run();
    assertEquals("app.MigrationRegistry\n", again.output(SERVICES));
  }

  @Test
  void testsMayHaveASchemaOfTheirOwnBesideThatOfTheProgram() {
    whole();
    Path tests = folder.resolve("tests");
    Compiled compiled =
        Compile.in(tests)
            .file(
                "app/TestSchema.java",
                schema("app", "TestSchema", 2, "(registry = \"TestRegistry\")"))
            .file("app/T1.java", migration("app", "T1", "version = 1"))
            .classPath(folder.resolve("out"))
            .run();
    assertEquals(List.of("MissingVersion TestSchema.java:5"), compiled.brief());
    Compiled fixed =
        Compile.in(tests)
            .file("app/T2.java", migration("app", "T2", "version = 2"))
            .classPath(folder.resolve("out"))
            .run();
    assertTrue(fixed.success(), fixed::text);
    assertEquals("app.T2", fixed.registry("app.TestRegistry").migration(2).source());
  }
}
