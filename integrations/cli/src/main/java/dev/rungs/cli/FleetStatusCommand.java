package dev.rungs.cli;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** How many files are at which version, or what the last run did. */
@Command(
    name = "status",
    description = {
      "Count files by version. Changes nothing.",
      "Without files, show what the last 'fleet up' did, also while it is running."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class FleetStatusCommand implements Callable<Integer> {
  @ParentCommand FleetCommand fleet;

  @Mixin HelpOption help;

  @Mixin FleetOptions options;

  @Mixin FleetJournalOption journal;

  @Option(names = "--exit-code", description = "End with 3 if files are not current.")
  boolean exitCode;

  @Override
  public Integer call() {
    try (FleetReport report = report()) {
      if (!options.files.targets.isEmpty() && report.count(State.FAILED) > 0) {
        return ExitCode.FAILED;
      }
      return exitCode && !report.isEverythingCurrent() ? ExitCode.PENDING : ExitCode.OK;
    }
  }

  private FleetReport report() {
    RootCommand root = fleet.root;
    if (!options.files.targets.isEmpty()) {
      Fleet configured = options.fleet(root).migrator(root::configure);
      return options.run(root, configured, Fleet::status, Fleet::status);
    }
    Optional<FleetReport> last =
        Files.exists(journal.file)
            ? Fleet.lastRun(journal.file, FleetReport.Verb.MIGRATE)
            : Optional.empty();
    FleetReport report =
        last.orElseThrow(
            () ->
                new CommandFailure(
                    journal.file
                        + " records no run of '"
                        + root.session.name()
                        + " fleet up'. Name the files, or the journal with --journal."));
    options.print(root, report);
    return report;
  }
}
