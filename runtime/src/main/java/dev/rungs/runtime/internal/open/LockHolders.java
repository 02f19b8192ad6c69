package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which processes hold a file, if the system tells. */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");

  private LockHolders() {}

  /** Returns a sentence: the processes, or where to look. */
  static String hint(Set<Long> holders) {
    if (holders.isEmpty()) {
      return "It may be another process, or another connection of this process with an open"
          + " transaction.";
    }
    long own = ProcessHandle.current().pid();
    List<String> named = new ArrayList<>();
    for (long holder : holders) {
      named.add(holder == own ? own + " (this one)" : Long.toString(holder));
    }
    return "Locked by process " + String.join(", ", named) + ".";
  }

  /** Returns the ids of the processes that hold a file; none if there is no file. */
  static Set<Long> of(Path file) {
    return file == null ? Set.of() : holders(file);
  }

  /**
   * Reads Linux's table of locks; a line is {@code 1: POSIX ADVISORY WRITE 4711 08:02:1234 0 EOF},
   * with the inode last in the sixth word. In WAL mode the locks are on the {@code -shm} file.
   */
  private static Set<Long> holders(Path file) {
    Set<Long> holders = new TreeSet<>();
    try {
      if (!Files.isReadable(LOCKS)) {
        return holders;
      }
      List<String> lines = Files.readAllLines(LOCKS);
      for (Path locked : List.of(file, Path.of(file + "-shm"))) {
        if (Files.exists(locked)) {
          String inode = ":" + Files.getAttribute(locked, "unix:ino");
          for (String line : lines) {
            String[] words = line.trim().split("\\s+");
            if (words.length > 5 && words[5].endsWith(inode)) {
              holders.add(Long.parseLong(words[4]));
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
