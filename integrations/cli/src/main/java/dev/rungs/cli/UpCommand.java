package dev.rungs.cli;

import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Brings a file to the current version. */
@Command(
    name = "up",
    description = "Apply the pending migrations.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class UpCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(names = "--create", description = "Create the database if the file does not exist.")
  boolean create;

  @Mixin PermissionOptions permissions;

  @Mixin BackupOptions backups;

  @Override
  public Integer call() {
    Path file = create ? root.file() : root.existingFile();
    Terminal terminal = root.terminal();
    Migrator.Builder builder =
        root.migrator().listener(new ProgressLines(terminal, root.json, "[x]"));
    permissions.grant(builder);
    backups.apply(builder);
    root.session.interruption().begin();
    MigrationReport report = builder.build().migrate(file);
    if (root.json) {
      terminal.out().println(Json.write(Reports.describe(file, report)));
    } else {
      Reports.print(terminal, file, report);
    }
    return ExitCode.OK;
  }
}
