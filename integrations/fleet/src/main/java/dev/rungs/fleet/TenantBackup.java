package dev.rungs.fleet;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;

/** The backup of one database that is made before anything is applied to it. */
final class TenantBackup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String name;
  private final boolean created;
  private Path copy;

  private TenantBackup(Path folder, String name, boolean created) {
    this.folder = folder;
    this.name = name;
    this.created = created;
  }

  /**
   * Prepares a folder for it, which {@link #leave} deletes again if it stays empty.
   *
   * @param name what the backup is named after
   * @param of what messages say it is a backup of
   */
  static TenantBackup in(Path folder, String name, Object of) {
    if (Files.isDirectory(folder)) {
      return new TenantBackup(folder, name, false);
    }
    try {
      Files.createDirectories(folder);
      return new TenantBackup(folder, name, true);
    } catch (IOException e) {
      throw new TroubledPathException(
          FailureCause.OTHER,
          "No backup of " + of + " can be created in " + folder + ": " + e + ".",
          "Name another folder for backups.");
    }
  }

  static boolean mayLose(MigrationDefinition migration) {
    return migration.destructive() || migration.strategy() == Strategy.REBUILD;
  }

  Path folder() {
    return folder;
  }

  /** Makes it; {@code copier} is given a file that does not exist. */
  void make(int version, Consumer<Path> copier) {
    copy = freeName(version);
    copier.accept(copy);
  }

  Optional<Path> made() {
    return Optional.ofNullable(copy);
  }

  private Path freeName(int version) {
    String dated = name + ".v" + version + "-" + TIME.format(Instant.now());
    for (int n = 1; ; n++) {
      Path free = folder.resolve(dated + (n == 1 ? "" : "-" + n) + ".bak");
      if (!Files.exists(free)) {
        return free;
      }
    }
  }

  /** It is of no use: nothing was done. */
  void discard() {
    if (copy != null) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        System.getLogger("dev.rungs")
            .log(System.Logger.Level.WARNING, "The backup " + copy + " could not be deleted.", e);
      }
    }
  }

  /** Only the folder itself: others may be about to use those above it. */
  void leave() {
    if (created) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // It holds a backup.
      }
    }
  }
}
