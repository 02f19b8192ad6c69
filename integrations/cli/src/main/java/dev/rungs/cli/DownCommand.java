package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** Undoes the last migration, or all above a version. */
@Command(
    name = "down",
    description =
        "Undo the last migration, or all above a version. Asks, and backs the file up first.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class DownCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to roll back to. Default: one below the version of the file.")
  Integer target;

  @Mixin BackupOptions backups;

  @Override
  public Integer call() {
    Database database = root.existingDatabase(root.registry(), Grants.NONE);
    MigrationStatus status = database.status();
    int stored = status.storedVersion();
    int version = target == null ? stored - 1 : target;
    if (target != null && (target < 0 || target > stored)) {
      throw new ParameterException(
          root.spec.commandLine(),
          "--to must be a version from 0 to "
              + stored
              + ", the version of the file, not "
              + target
              + ".");
    }
    if (stored == 0 || version == stored) {
      throw new CommandFailure(
          database + " is at version " + stored + ". There is nothing to undo.");
    }
    return new Undo(root, backups).undo(status, version);
  }
}
