package dev.rungs.examples.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real {@code javac}, with Rungs on its processor path, in a process of its own. */
final class Javac {
  /** What a compile said. */
  record Result(int exitCode, String output) {}

  private Javac() {}

  /** Compiles every source below a folder, named relative to it, into {@code out} beside it. */
  static Result compile(Path folder) {
    String classPath = classPathOfAUser();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("-J--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-encoding", "UTF-8", "-sourcepath", "."));
    command.addAll(List.of("-cp", classPath, "-processorpath", classPath, "-d", "out"));
    try {
      Files.createDirectories(folder.resolve("out"));
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(file -> folder.relativize(file).toString())
            .sorted()
            .forEach(command::add);
      }
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Without the compiled classes of this example: a migration found there would fill a gap. */
  private static String classPathOfAUser() {
    String own = Path.of("target").toAbsolutePath().toString();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.startsWith(own))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Copies the sources of this example into a folder, without their package's folders. */
  static void copySources(Path folder) throws IOException {
    Path sources = Path.of("src/main/java/dev/rungs/examples/quickstart");
    Files.walkFileTree(
        sources,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target =
                folder.resolve("dev/rungs/examples/quickstart").resolve(sources.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
