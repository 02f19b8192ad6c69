package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds out who holds a file, where the system tells. */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");

  private LockHolders() {}

  /** Returns a sentence: the processes, or where to look. */
  static String hint(Path file) {
    Set<String> holders = file == null ? Set.of() : holders(file);
    if (holders.isEmpty()) {
      return "It may be another process, or another connection of this one with an open"
          + " transaction.";
    }
    return "Locked by process " + String.join(", ", holders) + ".";
  }

  /**
   * Reads Linux's table of locks; a line is {@code 1: POSIX ADVISORY WRITE 4711 08:02:1234 0 EOF},
   * with the inode last in the sixth word. In WAL mode the locks are on the {@code -shm} file.
   */
  private static Set<String> holders(Path file) {
    Set<String> holders = new TreeSet<>();
    try {
      if (!Files.isReadable(LOCKS)) {
        return holders;
      }
      String own = Long.toString(ProcessHandle.current().pid());
      List<String> lines = Files.readAllLines(LOCKS);
      for (Path locked : List.of(file, Path.of(file + "-shm"))) {
        if (Files.exists(locked)) {
          String inode = ":" + Files.getAttribute(locked, "unix:ino");
          for (String line : lines) {
            String[] words = line.trim().split("\\s+");
            if (words.length > 5 && words[5].endsWith(inode)) {
              holders.add(words[4].equals(own) ? own + " (this one)" : words[4]);
            }
          }
        }
      }
      return holders;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return holders;
    }
  }
}
