package dev.rungs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for database files. It is gone at the latest when the JVM ends. */
final class TestFolder {
  private final Path folder;
  private int count;

  TestFolder() {
    try {
      folder = Files.createTempDirectory("rungs-testing");
    } catch (IOException e) {
      throw new UncheckedIOException("A temporary folder could not be created.", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  /** A path at which nothing is. */
  Path newFile() {
    return folder.resolve("test-" + ++count + ".db");
  }

  /** Copies a database with its journal or log, as it is at this moment; may not exist. */
  Path copy(Path file) {
    Path copy = newFile();
    for (String suffix : List.of("", "-journal", "-wal")) {
      Path source = Path.of(file + suffix);
      if (Files.exists(source)) {
        try {
          Files.copy(source, Path.of(copy + suffix));
        } catch (IOException e) {
          throw new UncheckedIOException(source + " could not be copied.", e);
        }
      }
    }
    return copy;
  }

  synchronized void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system's own cleaning of its temporary folder is left to do it.
    }
  }
}
