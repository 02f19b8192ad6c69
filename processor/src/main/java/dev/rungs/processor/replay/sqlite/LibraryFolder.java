package dev.rungs.processor.replay.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder into which sqlite-jdbc unpacks its native library. If that cannot work, the driver
 * logs a stack trace into the compiler's output before it fails, so we look first.
 */
public final class LibraryFolder {
  /** The largest library in the driver's jar is below 2 MB. */
  private static final long ROOM = 4L << 20;

  private LibraryFolder() {}

  static void check() throws SqliteUnavailableException {
    if (System.getProperty("org.sqlite.lib.path") != null) {
      return; // Loaded from where the user put it.
    }
    String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
    try {
      check(Path.of(folder));
    } catch (InvalidPathException | IOException e) {
      throw new SqliteUnavailableException(
          "the folder for temporary files, " + folder + ", cannot be written to (" + e + ")", e);
    }
  }

  private static void check(Path folder) throws SqliteUnavailableException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new SqliteUnavailableException(
          "the folder for temporary files, " + folder + ", does not exist");
    }
    Path probe = Files.createTempFile(folder, "rungs", ".probe");
    try {
      // Where the file system is mounted noexec, no file in it is executable.
      if (probe.toFile().setExecutable(true, true) && !Files.isExecutable(probe)) {
        throw new SqliteUnavailableException(
            "the folder for temporary files, " + folder + ", does not allow programs (noexec)");
      }
      if (Files.getFileStore(folder).getUsableSpace() < ROOM) {
        throw new SqliteUnavailableException(
            "the folder for temporary files, " + folder + ", is full");
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
