package dev.rungs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are recorded. */
final class FleetJournalOption {
  @Option(
      names = "--journal",
      paramLabel = "FILE",
      defaultValue = "rungs-fleet.journal",
      description =
          "Where the run is recorded, so that it can be continued after a stop or a kill. Default:"
              + " ${DEFAULT-VALUE}.")
  Path file;
}
