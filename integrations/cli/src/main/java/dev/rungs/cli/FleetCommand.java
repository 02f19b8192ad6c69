package dev.rungs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Many files instead of one. */
@Command(
    name = "fleet",
    description = "Migrate many databases: one for each tenant, project or user.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      FleetStatusCommand.class,
      FleetPlanCommand.class,
      FleetRehearseCommand.class,
      FleetUpCommand.class,
      FleetReportCommand.class
    })
final class FleetCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(root.terminal().err());
    return ExitCode.USAGE;
  }
}
