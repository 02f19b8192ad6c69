package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
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
    Database database = root.existingDatabase(root.registry(), Grants.NONE);
    MigrationStatus status = database.status();
    if (status.storedVersion() == 0) {
      throw new CommandFailure(database + " is at version 0. There is nothing to undo.");
    }
    return new Undo(root, backups).undo(status, 0);
  }
}
