package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Undoes everything. */
@Command(
    name = "reset",
    description = "Undo every migration. Asks, and backs the file up first.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class ResetCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Mixin BackupOptions backups;

  @Override
  public Integer call() {
    Path file = root.existingFile();
    MigrationStatus status = root.migrator().build().status(file);
    if (status.storedVersion() == 0) {
      throw new CommandFailure(file + " is at version 0. There is nothing to undo.");
    }
    return new Undo(root, backups).undo(file, status, 0);
  }
}
