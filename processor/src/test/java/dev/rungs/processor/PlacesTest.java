package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places in scripts that an editor or a terminal can follow. */
class PlacesTest {
  private static final String BLOCK =
      "\"\"\"\n    CREATE TABLE t (a);\n\n    DROP TABLE u;\n    \"\"\"";

  @TempDir Path folder;

  private Compile compile(CompilerKind compiler) {
    return Compile.in(folder)
        .with(compiler)
        .option("-Arungs.cache=" + folder.resolve("cache"))
        .file("app/AppSchema.java", schema(1));
  }

  private void assertSays(Compiled compiled, String place) {
    assertFalse(compiled.success());
    assertTrue(compiled.text().contains(place), () -> place + " is not in " + compiled.text());
  }

  @ParameterizedTest
  @EnumSource
  void aTextBlockIsTakenWithTheLineOfItsSourceAlsoFromTheCache(CompilerKind compiler) {
    String source = migration("app", "V1", "version = 1", BLOCK);
    String path = folder.resolve("src/app/V1.java").toString();
    String place = "at line 3, column 12 of the SQL (" + path + ":";
    assertSays(compile(compiler).file("app/V1.java", source).run(), place + "7):");
    assertSays(compile(compiler).file("app/V1.java", "\n\n" + source).run(), place + "9):");
  }

  @ParameterizedTest
  @EnumSource
  void aScriptFileIsNamedByItsPath(CompilerKind compiler) {
    Compiled compiled =
        compile(compiler)
            .file("app/V1.java", migration("app", "V1", "version = 1", "file = \"sql/v1.sql\""))
            .file("app/sql/v1.sql", "-- first\nDROP TABLE u;\n")
            .run();
    assertSays(compiled, "at " + folder.resolve("src/app/sql/v1.sql") + ":2:12:");
  }

  @ParameterizedTest
  @EnumSource
  void aPlainStringHasItsPlaceInTheSqlAlone(CompilerKind compiler) {
    String sql = "\"CREATE TABLE t (a);\\n\" + \"DROP TABLE u;\"";
    Compiled compiled =
        compile(compiler).file("app/V1.java", migration("app", "V1", "version = 1", sql)).run();
    assertSays(compiled, "at line 2, column 12 of the SQL:");
  }
}
