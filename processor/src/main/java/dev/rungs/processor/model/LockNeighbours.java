package dev.rungs.processor.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
   * @return texts by file name; empty if there is no such folder, or it cannot be read
   */
  public static Optional<SortedMap<String, String>> of(Path lock) {
    Path folder = lock.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && Files.size(file) < LARGEST) {
          addText(file, texts);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(texts);
  }

  private static void addText(Path file, SortedMap<String, String> texts) throws IOException {
    try {
      String text = Files.readString(file);
      if (text.contains(Lock.SCHEMA)) {
        texts.put(file.getFileName().toString(), text);
      }
    } catch (CharacterCodingException e) {
      // No text, so no lock file.
    }
  }
}
