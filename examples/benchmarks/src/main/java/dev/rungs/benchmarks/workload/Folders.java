package dev.rungs.benchmarks.workload;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders that hold nothing of worth. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder that is empty.
   *
   * @param folder is created, or emptied
   * @return the folder
   * @throws IOException if it cannot be
   */
  public static Path empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      delete(folder);
    }
    return Files.createDirectories(folder);
  }

  /**
   * Deletes a folder with what is in it.
   *
   * @param folder exists
   * @throws IOException if it cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Deletes a database with what SQLite keeps beside it.
   *
   * @param file need not exist
   * @throws IOException if it cannot be deleted
   */
  public static void deleteDatabase(Path file) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
  }
}
