package dev.rungs.replicated.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A temporary folder, readable by its owner only, for one file that is looked at. */
final class WorkFolder implements AutoCloseable {
  private final Path folder;

  /** Makes one in a folder, or in the system's temporary one if that is null. */
  WorkFolder(Path in) {
    try {
      folder =
          in == null
              ? Files.createTempDirectory("rungs-replicated-")
              : Files.createTempDirectory(in, "rungs-replicated-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve("server.db");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The copy in " + folder + " could not be deleted.", e);
    }
  }
}
