package dev.rungs.cli;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fleet up} on copies. */
@Command(
    name = "rehearse",
    description =
        "Migrate a copy of each file, to find what fails on the data of one file only. The files"
            + " are only read.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class FleetRehearseCommand implements Callable<Integer> {
  @ParentCommand FleetCommand fleet;

  @Mixin HelpOption help;

  @Mixin FleetOptions options;

  @Mixin FleetRunOptions running;

  @Mixin FleetPermissionOptions permissions;

  @Option(
      names = "--copy-in",
      paramLabel = "DIR",
      description = "The folder for the copies. Default: the system's temporary folder.")
  Path copyFolder;

  @Override
  public Integer call() {
    RootCommand root = fleet.root;
    Fleet configured = running.apply(options.fleet(root), options).migrator(permissions.of(root));
    if (copyFolder != null) {
      configured = configured.copiesIn(copyFolder);
    }
    try (FleetReport report = options.run(root, configured, Fleet::rehearse, Fleet::rehearse)) {
      return report.count(State.FAILED) + report.count(State.NOT_REACHED) > 0
          ? ExitCode.FAILED
          : ExitCode.OK;
    }
  }
}
