package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static dev.rungs.processor.testing.Sources.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are named modules, with every warning an error. */
class ModulesTest {
  @TempDir Path folder;

  private Compiled compile(String module) {
    return Compile.in(folder)
        .modular()
        .option("-Werror")
        .file("module-info.java", module)
        .file("app/AppSchema.java", hidden(schema(3)))
        .file("app/V1.java", hidden(migration(1)))
        .file("app/V2.java", hidden(step("app", "V2", "version = 2")))
        .file(
            "app/V3.java",
            hidden(step("app", "V3", "version = 3"))
                .replace("final class", "@Deprecated final class"))
        .run();
  }

  /** So that the one public class is the registry. */
  private static String hidden(String source) {
    return source.replace("public final class", "final class");
  }

  @Test
  void aModuleThatExportsItsRegistry() {
    Compiled compiled =
        compile("/** A program. */ module client { requires dev.rungs.runtime; exports app; }");
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
    assertFalse(
        compiled.generated("app/MigrationRegistry.java").contains("javax.annotation.processing"));
  }

  @Test
  void aModuleThatReadsTheCompilerToo() {
    Compiled compiled =
        compile(
            """
            /** A program. */
            module client {
              requires dev.rungs.runtime;
              requires java.compiler;
              exports app;
              provides dev.rungs.runtime.Registry with app.MigrationRegistry;
            }
            """);
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
  }

  @Test
  void aPartialCompileOfAModule() {
    compile("/** A program. */ module client { requires dev.rungs.runtime; exports app; }");
    Compiled again = Compile.in(folder).modular().only("module-info.java", "app/V1.java").run();
    assertTrue(again.success(), again::text);
    assertEquals(3, again.registry("app.MigrationRegistry").currentVersion());
  }

  @Test
  void theUnnamedPackage() {
    Compiled compiled =
        Compile.in(folder)
            .option("-Werror")
            .file("AppSchema.java", schema(2).replace("package app;\n", ""))
            .file("V1.java", migration(1).replace("package app;\n", ""))
            .file("V2.java", step("app", "V2", "version = 2").replace("package app;\n", ""))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals("V2", compiled.registry("MigrationRegistry").newStep(2).getClass().getName());
  }

  @Test
  void aSchemaMayBeAnInterfaceAndHaveNoMigrations() {
    Compiled compiled =
        Compile.in(folder)
            .option("-Werror")
            .file(
                "app/AppSchema.java",
                """
                package app;
                @dev.rungs.VersionedSchema(registry = "Migrations")
                interface AppSchema { int CURRENT_VERSION = 0; }
                """)
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(0, compiled.registry("app.Migrations").currentVersion());
  }

  @Test
  void namesOfJavaLangMayBeTaken() {
    Compiled compiled =
        Compile.in(folder)
            .option("-Werror")
            .file("app/AppSchema.java", schema(1))
            .file("app/String.java", "package app; class String {}")
            .file("app/Override.java", "package app; @interface Override {}")
            .file("app/sub/Registry.java", step("app.sub", "Registry", "version = 1"))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(
        "app.sub.Registry",
        compiled.registry("app.MigrationRegistry").newStep(1).getClass().getName());
  }

  /** Before JDK 18 a compiler does not tell where a class of another module comes from. */
  @Test
  void queriesForTheSchemaOfAnotherModule() {
    Compiled schema =
        Compile.in(folder.resolve("schema"))
            .modular()
            .file(
                "module-info.java",
                "module schema { requires transitive dev.rungs.runtime; exports app; }")
            .file("app/AppSchema.java", schema("app", "AppSchema", 1, "(queries = Query.class)"))
            .file("app/Query.java", "package app; public @interface Query { String value(); }")
            .file("app/V1.java", hidden(migration(1)))
            .run();
    assertTrue(schema.success(), schema::text);
    Compiled compiled =
        Compile.in(folder.resolve("web"))
            .modular()
            .classPath(folder.resolve("schema/out"))
            .file("module-info.java", "module web { requires schema; }")
            .file(
                "web/Web.java",
                """
                package web;
                interface Web {
                  @dev.rungs.Sql String A = "SELECT id FROM v1";
                  @dev.rungs.Sql String B = "SELECT gone FROM v1";
                  @app.Query("SELECT missing FROM v1") void c();
                  @dev.rungs.Sql(schema = app.AppSchema.class) String D = "SELECT named FROM v1";
                }
                """)
            .run();
    if (Runtime.version().feature() >= 18) {
      assertEquals(
          List.of("BrokenQuery Web.java:4", "BrokenQuery Web.java:5", "BrokenQuery Web.java:6"),
          compiled.brief(),
          compiled::text);
    } else {
      assertTrue(compiled.success(), compiled::text);
      assertTrue(
          compiled
              .text()
              .contains(
                  "4 of 4 queries were not checked: 4 of a schema whose META-INF/rungs the compiler"
                      + " does not find, as on a module path before JDK 18 (Web.A, Web.B, Web.c,"
                      + " ...)."),
          compiled::text);
    }
  }
}
