package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries near and past the limits of the class file. */
class BigRegistryTest {
  private static final int MIGRATIONS = Integer.getInteger("rungs.big.migrations", 10_000);
  private static final int MEGABYTES = Integer.getInteger("rungs.big.megabytes", 5);

  @TempDir Path folder;

  @Test
  void tenThousandMigrations() throws IOException {
    Compile compile =
        Compile.in(folder)
            .option("-Arungs.verify=off")
            .file("app/AppSchema.java", schema(MIGRATIONS));
    int perFile = 100;
    for (int first = 1; first <= MIGRATIONS; first += perFile) {
      StringBuilder source = new StringBuilder("package app;\nimport dev.rungs.*;\n");
      source.append("interface From").append(first).append(" {\n");
      for (int v = first; v < first + perFile && v <= MIGRATIONS; v++) {
        String step =
            " implements dev.rungs.runtime.MigrationStep { public void up(java.sql.Connection c) {} }\n";
        source
            .append("@Migration(version = " + v + ") @Up(\"CREATE TABLE t" + v + " (a);\")")
            .append(" class V" + v + (v % 1000 == 7 ? step : " {}\n"));
      }
      compile.file("app/From" + first + ".java", source.append("}\n").toString());
    }
    Compiled compiled = compile.run();
    assertTrue(compiled.success(), compiled::text);

    List<String> loaded = new ArrayList<>();
    Registry registry = load(compiled, loaded);
    assertEquals(MIGRATIONS, registry.currentVersion());
    assertEquals(
        List.of("app.MigrationRegistry"), loaded, "what an open of a current file has to load");
    for (int version : new int[] {1, 99, 100, 101, MIGRATIONS / 2, MIGRATIONS}) {
      assertEquals(version, registry.migration(version).version());
      assertEquals(
          "CREATE TABLE t" + version + " (a);", registry.migration(version).up().orElseThrow());
    }
    assertEquals("app.From1.V7", registry.newStep(7).getClass().getCanonicalName());
    for (int version : new int[] {Integer.MIN_VALUE, -1, 0, MIGRATIONS + 1, Integer.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> registry.migration(version));
      assertThrows(IllegalArgumentException.class, () -> registry.newStep(version));
    }
  }

  @Test
  void aScriptOfManyMegabytes() {
    StringBuilder lines = new StringBuilder("CREATE TABLE words (word TEXT);\n");
    while (lines.length() < MEGABYTES << 20) {
      lines
          .append("INSERT INTO words VALUES ('\u00e4 \ud83e\uddd7 \\ \"")
          .append(lines.length())
          .append("');\n");
    }
    String oneLine = "CREATE TABLE t (a DEFAULT '" + "\u20ac\ud83e\uddd7x".repeat(100_000) + "');";
    String shortLines = "CREATE TABLE s (a);" + "\n".repeat(200_000);
    Compiled compiled =
        Compile.in(folder)
            .option("-Arungs.verify=off")
            .file("app/AppSchema.java", schema(3))
            .file("app/V1.java", migration("app", "V1", "version = 1", "file = \"v1.sql\""))
            .file("app/V2.java", migration("app", "V2", "version = 2", "file = \"v2.sql\""))
            .file("app/V3.java", migration("app", "V3", "version = 3", "file = \"v3.sql\""))
            .file("app/v1.sql", lines.toString())
            .file("app/v2.sql", oneLine)
            .file("app/v3.sql", shortLines)
            .run();
    assertTrue(compiled.success(), compiled::text);
    Registry registry = compiled.registry("app.MigrationRegistry");
    assertTrue(lines.toString().equals(registry.migration(1).up().orElseThrow()));
    assertTrue(oneLine.equals(registry.migration(2).up().orElseThrow()));
    assertTrue(shortLines.equals(registry.migration(3).up().orElseThrow()));
  }

  private Registry load(Compiled compiled, List<String> loaded) throws IOException {
    URL[] path = {compiled.folder().resolve("out").toUri().toURL()};
    @SuppressWarnings("resource") // The registry lives as long as its loader.
    URLClassLoader loader =
        new URLClassLoader(path, getClass().getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
          }
        };
    try {
      return (Registry) loader.loadClass("app.MigrationRegistry").getField("INSTANCE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
