package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Knows the file systems on which locks cannot be relied on (<a
 * href="https://www.sqlite.org/howtocorrupt.html">howtocorrupt.html</a>, section 2.1).
 */
public final class NetworkFileSystem {
  private static final Set<String> TYPES =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "afpfs",
          "webdav",
          "davfs",
          "ncpfs",
          "9p",
          "fuse.sshfs",
          "fuse.glusterfs",
          "fuse.davfs",
          "lustre",
          "ceph",
          "glusterfs");

  private NetworkFileSystem() {}

  /** Returns a warning, or null if the file is on a disk of this machine. */
  public static String warning(Path file) {
    Path place = Files.exists(file) ? file : file.toAbsolutePath().getParent();
    try {
      return warning(file, Files.getFileStore(place).type());
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  static String warning(Path file, String type) {
    if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      return null;
    }
    return file
        + " is on a network file system ("
        + type
        + "), where SQLite's locks may not work and WAL mode does not. Keep it on a local disk.";
  }
}
