package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.DiskSync;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A file under another name, beside the one it is to become.
 *
 * <p>It becomes that one by a hard link, which fails where the name is taken, so of several
 * processes one creates the file, and none ever sees half of it. A draft that a crash left behind
 * is deleted when the next file of that name is created, an hour or more later.
 */
final class Draft implements AutoCloseable {
  private static final String SUFFIX = ".rungs-new";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path file;
  private final Path path;

  private Draft(Path file, Path path) {
    this.file = file;
    this.path = path;
  }

  /**
   * Creates an empty draft.
   *
   * @param file what it is to become
   * @throws IOException if the folder cannot be written, or the file system has no hard links
   */
  static Draft of(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    deleteAbandoned(target);
    String name = target.getFileName() + "." + UUID.randomUUID() + SUFFIX;
    // With the permissions that the driver's SQLite gives: those that the process's umask leaves.
    Path path = Files.createFile(target.resolveSibling(name));
    Draft draft = new Draft(target, path);
    try {
      // Better to find out now than when the work is done.
      Path probe = target.resolveSibling(name + ".link");
      Files.createLink(probe, path);
      Files.delete(probe);
      return draft;
    } catch (IOException e) {
      draft.close();
      throw e;
    } catch (UnsupportedOperationException e) {
      draft.close();
      throw new IOException(e);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Makes the draft durable, then the file.
   *
   * @return false if a file of that name exists by now
   */
  boolean publish() throws IOException {
    DiskSync.file(path);
    // From here on nothing but SQLite may open it: a close would drop SQLite's locks.
    try {
      Files.createLink(file, path);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    DiskSync.folder(file.getParent());
    return true;
  }

  @Override
  public void close() {
    delete(path.resolveSibling(path.getFileName() + "-journal"));
    delete(path);
  }

  private static void deleteAbandoned(Path target) {
    String prefix = target.getFileName() + ".";
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(target.getParent(), p -> isDraft(p, prefix))) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(limit)) {
          delete(draft);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They are harmless, and another process may be deleting them.
    }
  }

  private static boolean isDraft(Path path, String prefix) {
    String name = path.getFileName().toString();
    return name.startsWith(prefix) && name.contains(SUFFIX);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "The draft " + path + " could not be deleted.", e);
    }
  }
}
