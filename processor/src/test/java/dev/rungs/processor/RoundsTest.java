package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.GeneratingProcessor;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other processors generate what this one works with. */
class RoundsTest {
  private static final String MAIN =
      """
      package other;
      import app.MigrationRegistry;
      public class Main {
        public static final MigrationRegistry REGISTRY = MigrationRegistry.INSTANCE;
      }
      """;

  @TempDir Path folder;

  private Compile twoOfThree() {
    return Compile.in(folder)
        .option("-Werror")
        .file("app/AppSchema.java", schema(3))
        .file("app/V1.java", migration(1))
        .file("app/V3.java", migration(3))
        .file("other/Main.java", MAIN);
  }

  @ParameterizedTest
  @EnumSource
  void aMigrationOfASecondRoundCounts(CompilerKind compiler) {
    Compiled compiled =
        twoOfThree()
            .with(compiler)
            .with(new GeneratingProcessor(Map.of(1, Map.of("app.V2", migration(2)))))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
    Registry registry = compiled.registry("app.MigrationRegistry");
    assertEquals("app.V2", registry.migration(2).source());
    assertEquals(3, registry.currentVersion());
    assertEquals("app.AppSchema", registry.schemaName());
  }

  @Test
  void aMigrationOfAThirdRoundCounts() {
    GeneratingProcessor others =
        new GeneratingProcessor(
            Map.of(
                1, Map.of("other.Between", "package other; class Between {}"),
                2, Map.of("app.V2", migration(2))));
    Compiled compiled = twoOfThree().with(others).run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals("app.V2", compiled.registry("app.MigrationRegistry").migration(2).source());
    // Other processors may wait for the registry: it is there from the second round on.
    assertEquals(List.of(false, true, true), others.sawRegistry().subList(0, 3));
  }

  @Test
  void theListOfMigrationsIsWholeWhateverTheRound() {
    aMigrationOfASecondRoundCounts(CompilerKind.JAVAC);
    Compiled again = Compile.in(folder).only("app/V1.java").run();
    assertTrue(again.success(), again::text);
    assertEquals("app.V2", again.registry("app.MigrationRegistry").migration(2).source());
  }

  @Test
  void aSchemaOfASecondRoundCounts() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/V1.java", migration(1))
            .with(new GeneratingProcessor(Map.of(1, Map.of("app.AppSchema", schema(1)))))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(1, compiled.registry("app.MigrationRegistry").currentVersion());
  }

  @Test
  void generatedConstantsAndSuperclassesAreWaitedFor() {
    String constants =
        """
        package app;
        public interface Constants {
          int CURRENT = 2;
          int SECOND = 2;
          String SQL = "CREATE TABLE from_constant (a);";
        }
        """;
    String base =
        """
        package app;
        abstract class Base implements dev.rungs.runtime.MigrationStep {
          @Override public void up(java.sql.Connection connection) {}
        }
        """;
    Compiled compiled =
        Compile.in(folder)
            .file(
                "app/AppSchema.java",
                schema(2).replace("CURRENT_VERSION = 2", "CURRENT_VERSION = Constants.CURRENT"))
            .file("app/V1.java", migration("app", "V1", "version = 1", "Constants.SQL"))
            .file(
                "app/V2.java",
                """
                package app;
                @dev.rungs.Migration(version = Constants.SECOND)
                final class V2 extends Base {}
                """)
            .with(
                new GeneratingProcessor(
                    Map.of(1, Map.of("app.Constants", constants, "app.Base", base))))
            .run();
    assertTrue(compiled.success(), compiled::text);
    Registry registry = compiled.registry("app.MigrationRegistry");
    assertEquals("CREATE TABLE from_constant (a);", registry.migration(1).up().orElseThrow());
    assertTrue(registry.migration(2).hasStep());
  }

  @Test
  void aMigrationThatComesTooLateIsReported() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema(1))
            .file("app/V1.java", migration(1))
            .with(
                new GeneratingProcessor(
                    Map.of(
                        1,
                        Map.of("app.Late", migration("app", "Late", "version = 1")),
                        2,
                        Map.of("app.Later", migration("app", "Later", "version = 2")))))
            .run();
    assertFalse(compiled.success());
    assertEquals(
        List.of(
            "DuplicateVersion Late.java:3",
            "DuplicateVersion V1.java:3",
            "VersionOutOfRange Later.java:3"),
        compiled.brief());
  }

  @Test
  void whatDoesNotResolveIsLeftToTheCompiler() {
    Compiled compiled =
        twoOfThree()
            .file("app/V2.java", migration("app", "V2", "version = 2", "Missing.SQL"))
            .run();
    assertFalse(compiled.success());
    assertTrue(
        compiled.errors().stream().noneMatch(error -> error.text().contains("[rungs.")),
        compiled::text);
    assertEquals(List.of("V2.java"), compiled.errors().stream().map(e -> e.file()).toList());
  }

  @Test
  void aScriptThatReadsLikeAnUnresolvedOneIsAScript() {
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema(1))
            .file("app/V1.java", migration("app", "V1", "version = 1", "\"<error>\""))
            .run();
    assertEquals(List.of("SqlRejected V1.java:4"), compiled.brief());
  }
}
