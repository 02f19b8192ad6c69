package dev.rungs.processor.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lock files beside one that does not exist: one of them may be what was meant. What they say
 * decides what a compile says, so it is part of what the compile depends on.
 */
public final class LockNeighbours {
  private static final long LARGEST = 8L << 20;

  private LockNeighbours() {}

  /**
   * Reads what may be a lock file in the folder of another.
   *
   * @param lock a path of which nothing need exist
   * @return texts by file name, of what can be read; empty if there is no such folder
   */
  public static Optional<SortedMap<String, String>> of(Path lock) {
    Path folder = lock.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        addText(file, texts);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be listed shows nothing that was meant.
    }
    return Optional.of(texts);
  }

  private static void addText(Path file, SortedMap<String, String> texts) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) < LARGEST) {
        String text = Files.readString(file);
        if (text.contains(Lock.SCHEMA)) {
          texts.put(file.getFileName().toString(), text);
        }
      }
    } catch (IOException e) {
      // Not readable, or no text, so none that could be named.
    }
  }
}
