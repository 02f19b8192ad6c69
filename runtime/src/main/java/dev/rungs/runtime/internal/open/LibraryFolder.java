package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder into which the driver unpacks its native library. */
final class LibraryFolder {
  /** The library takes 1 to 2 MB. */
  private static final long ROOM = 4 << 20;

  private LibraryFolder() {}

  /** Says which folder it is and, as far as can be told, what is wrong with it. */
  static String describe() {
    String property =
        System.getProperty("org.sqlite.tmpdir") != null ? "org.sqlite.tmpdir" : "java.io.tmpdir";
    String folder = System.getProperty(property, "");
    return "The driver unpacks its library into "
        + folder
        + " ("
        + property
        + "), which "
        + defect(folder)
        + ".";
  }

  private static String defect(String name) {
    try {
      Path folder = Path.of(name);
      if (!Files.exists(folder)) {
        return "does not exist";
      }
      if (!Files.isDirectory(folder)) {
        return "is not a folder";
      }
      if (!Files.isWritable(folder)) {
        return "this program may not write to";
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < ROOM) {
        return "has " + free + " bytes free";
      }
    } catch (IOException | InvalidPathException e) {
      return "cannot be used: " + e;
    }
    return "may be mounted so that nothing can be run from it (noexec)";
  }
}
