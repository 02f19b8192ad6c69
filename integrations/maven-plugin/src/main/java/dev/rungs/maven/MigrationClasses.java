package dev.rungs.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class files of the sources that use Rungs. Without them every version of the compiler plugin
 * takes the sources for changed.
 */
final class MigrationClasses {
  private final List<Path> sources;
  private final Path classes;

  MigrationClasses(List<Path> sources, Path classes) {
    this.sources = sources;
    this.classes = classes;
  }

  /** Deletes them; returns how many there were. */
  int delete() throws IOException {
    int deleted = 0;
    for (Path root : sources) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
            if (usesRungs(file)) {
              String path = root.relativize(file).toString();
              String name = path.substring(0, path.length() - ".java".length()) + ".class";
              deleted += Files.deleteIfExists(classes.resolve(name)) ? 1 : 0;
            }
          }
        }
      }
    }
    return deleted;
  }

  /** Any encoding of source code has these letters as they are. */
  private static boolean usesRungs(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).contains("dev.rungs");
  }
}
