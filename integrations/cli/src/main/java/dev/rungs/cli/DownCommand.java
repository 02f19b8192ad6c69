package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
import java.nio.file.Path;
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
        "Undo the last migration, or all above a version. Asks, and copies the file first.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class DownCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to go back to. Default: the one below the file's.")
  Integer target;

  @Mixin Permissions.Backups backups;

  @Override
  public Integer call() {
    Path file = root.existingFile();
    MigrationStatus status = root.migrator().build().status(file);
    int stored = status.storedVersion();
    int version = target == null ? stored - 1 : target;
    if (target != null && (target < 0 || target > stored)) {
      throw new ParameterException(
          root.spec.commandLine(),
          "--to is a version from 0 to " + stored + ", which the file has, not " + target + ".");
    }
    if (stored == 0 || version == stored) {
      throw new CommandFailure(file + " is at version " + stored + ". There is nothing to undo.");
    }
    return new Undoing(root, backups).undo(file, status, version);
  }
}
