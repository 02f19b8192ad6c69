package dev.rungs.replicated.internal;

import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The backup that is kept before data may be lost, if the caller named a folder for it. */
final class Backups {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private Backups() {}

  /** Makes one, or returns null if none is wanted. */
  static Path make(Engine engine, State state) {
    Path folder = engine.settings().backups();
    if (folder == null) {
      return null;
    }
    String host = engine.server().name().replaceAll("[^A-Za-z0-9.-]+", "-");
    Path file =
        folder.resolve(
            host
                + ".v"
                + state.version()
                + "-"
                + TIME.format(engine.settings().clock().instant())
                + ".bak");
    try {
      createForOwner(file);
    } catch (IOException e) {
      throw ExceptionFactory.exceptions()
          .general(
              engine
                  .context(state.version())
                  .problem(
                      "No backup of "
                          + engine.server().name()
                          + " can be made: "
                          + Engine.ended(e.toString())
                          + " Nothing was changed.")
                  .advice("Name a folder that can be written with backups().", Remedy.BACKUPS)
                  .cause(e));
    }
    engine.backup(file);
    return file;
  }

  /** Never more readable than the owner likes: what is in it is not known. */
  private static void createForOwner(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
