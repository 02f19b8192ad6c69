package dev.rungs.examples.graphcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to get this store's ladder wrong is refused by the compiler. */
class MisconfigurationTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/rungs/examples/graphcache");

  @TempDir Path folder;

  @BeforeEach
  void copyTheLadder() throws IOException {
    for (String name :
        List.of(
            "GraphSchema",
            "CreateGraph",
            "IndexEdgesByTarget",
            "RecordSignatures",
            "IndexNodesByName",
            "CountCallers")) {
      Files.copy(SOURCES.resolve(name + ".java"), folder.resolve(name + ".java"));
    }
  }

  @Test
  void theLadderAsItIsCompiles() throws IOException {
    assertEquals("", compile(true));
  }

  @Test
  void aVersionRaisedWithNoMigration() throws IOException {
    edit("GraphSchema", "CURRENT_VERSION = 5", "CURRENT_VERSION = 6");
    assertRefused("MissingVersion", "GraphSchema.java");
  }

  @Test
  void aMigrationTakenOut() throws IOException {
    Files.delete(folder.resolve("IndexNodesByName.java"));
    assertRefused("MissingVersion", "CountCallers.java");
  }

  @Test
  void aVersionUsedTwice() throws IOException {
    edit("IndexNodesByName", "version = 4", "version = 5");
    String output = compile(false);
    assertTrue(output.contains("[rungs.DuplicateVersion]"), output);
    assertTrue(output.contains("IndexNodesByName.java:"), output);
    assertTrue(output.contains("CountCallers.java:"), output);
  }

  @Test
  void aMigrationPastTheCurrentVersion() throws IOException {
    edit("GraphSchema", "CURRENT_VERSION = 5", "CURRENT_VERSION = 4");
    assertRefused("VersionOutOfRange", "CountCallers.java");
  }

  @Test
  void aMigrationBelowTheFirstVersion() throws IOException {
    edit("CreateGraph", "version = 1", "version = 0");
    assertRefused("VersionOutOfRange", "CreateGraph.java");
  }

  @Test
  void anInPlaceMigrationThatDoesNothing() throws IOException {
    edit("IndexNodesByName", "@Up(\"CREATE INDEX nodes_by_name ON nodes (name);\")", "");
    edit("IndexNodesByName", "@Down(\"DROP INDEX nodes_by_name;\")", "");
    assertRefused("NothingToDo", "IndexNodesByName.java");
  }

  @Test
  void aRebuildThatClaimsAWayBack() throws IOException {
    edit(
        "RecordSignatures",
        "final class",
        "@dev.rungs.Down(\"ALTER TABLE nodes DROP COLUMN signature;\") final class");
    assertRefused("StrategyConflict", "RecordSignatures.java");
  }

  @Test
  void aRebuildThatIsAlsoDestructive() throws IOException {
    edit("RecordSignatures", "strategy = REBUILD", "strategy = REBUILD, destructive = true");
    assertRefused("StrategyConflict", "RecordSignatures.java");
  }

  @Test
  void aVersionThatIsNoConstant() throws IOException {
    edit("GraphSchema", "= 5", "= Integer.parseInt(\"5\")");
    assertRefused("CurrentVersion", "GraphSchema.java");
  }

  private void assertRefused(String key, String file) throws IOException {
    String output = compile(false);
    assertTrue(output.contains("[rungs." + key + "]"), output);
    assertTrue(output.contains(file + ":"), output);
    assertEquals(
        1, output.split("\\[rungs\\.", -1).length - 1, "one mistake, one error: " + output);
  }

  /** Compiles the folder by the JDK's compiler with Rungs on its processor path. */
  private String compile(boolean succeeds) throws IOException {
    // Without this example's own classes: migrations that are compiled already would count.
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Files.exists(Path.of(entry, "dev/rungs/examples/graphcache")))
            .collect(Collectors.joining(File.pathSeparator));
    Path out = Files.createDirectories(folder.resolve("out"));
    StringWriter output = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(folder)) {
      boolean succeeded =
          compiler
              .getTask(
                  output,
                  files,
                  null,
                  List.of("-cp", classPath, "-processorpath", classPath, "-d", out.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(
                      sources.filter(file -> file.toString().endsWith(".java")).toList()))
              .call();
      assertEquals(succeeds, succeeded, output.toString());
    }
    return output.toString();
  }

  private void edit(String type, String from, String to) throws IOException {
    Path file = folder.resolve(type + ".java");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }
}
