package dev.rungs.cli;

import dev.rungs.fleet.BackupPolicy;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Brings many files to the current version. */
@Command(
    name = "up",
    description = {
      "Apply the pending migrations to each file.",
      "A file that fails is left as it was, and the others are continued with. Run it again to"
          + " continue after a stop or a kill."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class FleetUpCommand implements Callable<Integer> {
  @ParentCommand FleetCommand fleet;

  @Mixin HelpOption help;

  @Mixin FleetOptions options;

  @Mixin FleetRunOptions running;

  @Mixin FleetPermissionOptions permissions;

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description =
          "The folder for backups; each file has a folder of its own in it. Default: beside the"
              + " file.")
  Path backups;

  @Option(names = "--backup-all", description = "Back up every file, not only before a loss.")
  boolean backupAll;

  @Option(names = "--no-backup", description = "Make no backups.")
  boolean noBackup;

  @Override
  public Integer call() {
    RootCommand root = fleet.root;
    if (noBackup && (backupAll || backups != null)) {
      throw options.wrong("--no-backup contradicts --backups and --backup-all.");
    }
    BackupPolicy policy =
        noBackup
            ? BackupPolicy.never()
            : backupAll ? BackupPolicy.always() : BackupPolicy.beforeLosses();
    Fleet configured =
        running
            .apply(options.fleet(root), options)
            .migrator(permissions.of(root))
            .backups(backups == null ? policy : policy.in(backups));
    try (FleetReport report = options.run(root, configured, Fleet::migrate, Fleet::migrate)) {
      return report.isEverythingCurrent() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
