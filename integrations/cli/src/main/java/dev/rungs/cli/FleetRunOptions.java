package dev.rungs.cli;

import dev.rungs.fleet.Fleet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run goes, and when it stops. */
final class FleetRunOptions {
  @Mixin FleetJournalOption journal;

  @Option(
      names = "--canary",
      paramLabel = "SHARE",
      description =
          "Begin with this share of the files, as in 1%%, and stop if a migration fails on one of"
              + " them.")
  String canary;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Begin no further file after N failures. Default: go through all files.")
  Integer stopAfter;

  Fleet apply(Fleet fleet, FleetOptions options) {
    Fleet configured = fleet.journal(journal.file);
    if (canary != null) {
      configured = configured.canary(share(options));
    }
    if (stopAfter != null) {
      options.requireAtLeastOne("--stop-after", stopAfter);
      configured = configured.stopAfter(stopAfter);
    }
    return configured;
  }

  private double share(FleetOptions options) {
    try {
      double share =
          canary.endsWith("%")
              ? Double.parseDouble(canary.substring(0, canary.length() - 1)) / 100
              : Double.parseDouble(canary);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw options.wrong(
        "--canary takes a share from 0% to 100%, as in 1% or 0.01, not '" + canary + "'.");
  }
}
