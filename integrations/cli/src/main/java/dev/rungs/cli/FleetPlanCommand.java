package dev.rungs.cli;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What {@code fleet up} would do. */
@Command(
    name = "plan",
    description = "Show what 'fleet up' would do, and what it would refuse. Changes nothing.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class FleetPlanCommand implements Callable<Integer> {
  @ParentCommand FleetCommand fleet;

  @Mixin HelpOption help;

  @Mixin FleetOptions options;

  @Mixin FleetPermissionOptions permissions;

  @Override
  public Integer call() {
    RootCommand root = fleet.root;
    Fleet configured = options.fleet(root).migrator(permissions.of(root));
    try (FleetReport report = options.run(root, configured, Fleet::plan, Fleet::plan)) {
      return report.count(State.FAILED) > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
