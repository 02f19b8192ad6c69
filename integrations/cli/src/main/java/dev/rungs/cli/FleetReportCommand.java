package dev.rungs.cli;

import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One report of several runs. */
@Command(
    name = "report",
    description = {
      "Put the last runs of several journals into one report.",
      "For runs with --shard: says which shards are missing. Works also while they run."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class FleetReportCommand implements Callable<Integer> {
  @ParentCommand FleetCommand fleet;

  @Mixin HelpOption help;

  @Parameters(arity = "1..*", paramLabel = "JOURNAL", description = "The journals of the runs.")
  List<Path> journals = new ArrayList<>();

  @Option(
      names = "--rehearsal",
      description = "Report what 'fleet rehearse' found instead of what 'fleet up' did.")
  boolean rehearsal;

  @Option(names = "--exit-code", description = "End with 3 if not everything is current.")
  boolean exitCode;

  @Mixin FleetOutput output;

  @Override
  public Integer call() {
    FleetReport.Verb verb = rehearsal ? FleetReport.Verb.REHEARSE : FleetReport.Verb.MIGRATE;
    try (FleetReport report = Fleet.lastRuns(journals, verb)) {
      output.write(fleet.root, report);
      return exitCode && !report.isEverythingCurrent() ? ExitCode.PENDING : ExitCode.OK;
    }
  }
}
