package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where backups go. */
final class BackupOptions {
  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "The folder for the backup. Default: beside the file.")
  Path directory;

  @Option(names = "--no-backup", description = "Make no backup.")
  boolean none;

  /** The folder that was named, unless no backup is wanted; or null. */
  Path folder() {
    return none ? null : directory;
  }

  void apply(Migrator.Builder migrator) {
    if (none) {
      migrator.withoutBackups();
    } else if (directory != null) {
      migrator.backups(directory);
    }
  }
}
