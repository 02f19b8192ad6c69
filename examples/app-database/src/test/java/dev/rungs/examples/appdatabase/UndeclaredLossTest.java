package dev.rungs.examples.appdatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that loses data has to say so; the compiler finds out. */
class UndeclaredLossTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/rungs/examples/appdatabase");

  @TempDir Path folder;

  private final StringWriter output = new StringWriter();

  @Test
  void aDroppedColumnIsALoss() throws IOException {
    copyTheLadder();
    assertTrue(compile(), output.toString());

    Path migration = folder.resolve("DropApiKeys.java");
    String text = Files.readString(migration);
    Files.writeString(migration, text.replace(", destructive = true", ""));

    assertFalse(compile());
    assertTrue(output.toString().contains("[rungs.UndeclaredDestructive]"), output.toString());
    assertTrue(output.toString().contains("agents.api_key"), output.toString());
    assertEquals(1, output.toString().split("error:", -1).length - 1, output.toString());
  }

  private void copyTheLadder() throws IOException {
    for (String name :
        List.of(
            "AppSchema", "InitialSchema", "AddAuditLog", "AddHandles", "DropApiKeys", "Handle")) {
      Files.copy(SOURCES.resolve(name + ".java"), folder.resolve(name + ".java"));
    }
  }

  private boolean compile() throws IOException {
    // Without this example's own classes: migrations that are compiled already would count.
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Files.exists(Path.of(entry, "dev/rungs/examples/appdatabase")))
            .collect(Collectors.joining(File.pathSeparator));
    Path out = Files.createDirectories(folder.resolve("out"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(folder)) {
      List<Path> units = sources.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of("-cp", libraries, "-processorpath", libraries, "-d", out.toString());
      return compiler
          .getTask(output, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
          .call();
    }
  }
}
