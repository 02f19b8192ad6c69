package dev.rungs.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aRegistryKnowsItsMigrations(CompilerKind compiler) {
    Compiled compiled =
        Compile.in(folder)
            .with(compiler)
            .option("-Werror")
            .file(
                "app/AppSchema.java",
                """
                package app;
                import dev.rungs.*;
                @VersionedSchema
                public final class AppSchema {
                  public static final int CURRENT_VERSION = 3;
                }
                """)
            .file(
                "app/CreateNotes.java",
                """
                package app;
                import dev.rungs.*;
                @Migration(version = 1)
                @Up(\"""
                    CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
                    CREATE INDEX notes_by_body ON notes (body);
                    \""")
                @Down("DROP TABLE notes;")
                final class CreateNotes {}
                """)
            .file(
                "app/AddTags.java",
                """
                package app;
                import dev.rungs.*;
                @Migration(version = 2)
                @Up(file = "add_tags.up.sql")
                final class AddTags {}
                """)
            .file("app/add_tags.up.sql", "CREATE TABLE tags (name TEXT);\n")
            .file(
                "app/AddSlugs.java",
                """
                package app;
                import dev.rungs.*;
                import dev.rungs.runtime.MigrationStep;
                @Migration(version = 3, destructive = true)
                final class AddSlugs implements MigrationStep {
                  @Override public void up(java.sql.Connection connection) {}
                }
                """)
            .file(
                "app/Main.java",
                """
                package app;
                class Main { static final dev.rungs.runtime.Registry R = MigrationRegistry.INSTANCE; }
                """)
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(java.util.List.of(), compiled.messages());
    Registry registry = compiled.registry("app.MigrationRegistry");
    assertEquals("app.AppSchema", registry.schemaName());
    assertEquals(3, registry.currentVersion());
    MigrationDefinition first = registry.migration(1);
    assertEquals("create_notes", first.name());
    assertEquals("app.CreateNotes", first.source());
    assertEquals("DROP TABLE notes;", first.down().orElseThrow());
    assertEquals("CREATE TABLE tags (name TEXT);\n", registry.migration(2).up().orElseThrow());
    assertEquals("app.AddSlugs", registry.newStep(3).getClass().getName());
    assertThrows(IllegalArgumentException.class, () -> registry.migration(4));
    assertThrows(IllegalArgumentException.class, () -> registry.newStep(1));
    assertEquals(
        "app.MigrationRegistry\n", compiled.output("META-INF/services/dev.rungs.runtime.Registry"));
  }
}
