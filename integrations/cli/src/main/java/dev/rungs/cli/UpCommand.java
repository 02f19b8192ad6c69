package dev.rungs.cli;

import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Registry;
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

  @Option(
      names = "--strict",
      description = "Refuse if an applied migration was edited afterwards. Otherwise a warning.")
  boolean strict;

  @Mixin PermissionOptions permissions;

  @Mixin BackupOptions backups;

  @Override
  public Integer call() {
    Terminal terminal = root.terminal();
    Grants grants =
        Grants.of(
                builder -> {
                  permissions.grant(builder);
                  backups.apply(builder);
                })
            .backups(backups.folder())
            .listener(new ProgressLines(terminal, root.json, "[x]"));
    Registry registry = root.registry();
    Database database =
        create ? root.database(registry, grants) : root.existingDatabase(registry, grants);
    if (strict) {
      Edits.refuse(database);
    }
    root.session.interruption().begin();
    MigrationReport report = database.migrate();
    if (root.json) {
      terminal.out().println(Json.write(Reports.describe(database, report)));
    } else {
      Reports.print(terminal, database, report);
    }
    if (!strict) {
      Edits.warn(terminal, database, root);
    }
    return ExitCode.OK;
  }
}
