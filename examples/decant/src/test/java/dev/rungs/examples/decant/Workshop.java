package dev.rungs.examples.decant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A copy of this example's sources that a test edits, compiles and runs, as its developer does. */
record Workshop(Path folder) {
  private static final String SOURCES = "src/main/java";
  private static final String PACKAGE = SOURCES + "/dev/rungs/examples/decant";

  /** What a command said, on both streams, and how it ended. */
  record Result(int exitCode, String output) {}

  static Workshop copiedTo(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(SOURCES))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(file.toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return new Workshop(folder);
  }

  /** Replaces some text in a file of the package. */
  void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(PACKAGE).resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(from), text);
    Files.writeString(path, text.replace(from, to));
  }

  /** Writes a file of the package. */
  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(PACKAGE).resolve(file), text);
  }

  /** Compiles all sources again with the JDK's compiler, with Rungs on its processor path. */
  Result compile() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String sources = folder.resolve(SOURCES).toString();
    StringWriter output = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = new ArrayList<>(List.of("-d", classes.toString()));
    options.addAll(List.of("-cp", libraries(), "-processorpath", libraries()));
    options.addAll(List.of("-sourcepath", sources));
    try (var manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> files = Files.walk(folder.resolve(SOURCES))) {
      List<Path> units = files.filter(file -> file.toString().endsWith(".java")).toList();
      boolean succeeded =
          compiler
              .getTask(
                  output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(units))
              .call();
      return new Result(succeeded ? 0 : 1, output.toString());
    }
  }

  /** Runs what was compiled. */
  Result decant(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    // Short runs on few cores: what compiles fast counts, not what runs fast in the end.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", "classes" + File.pathSeparator + libraries()));
    command.add(Decant.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** The class path of this test without this example, whose migrations would be found there. */
  private static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Files.exists(Path.of(entry, "dev/rungs/examples/decant")))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
