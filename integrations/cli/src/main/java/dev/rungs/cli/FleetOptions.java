package dev.rungs.cli;

import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetDatabases;
import dev.rungs.fleet.FleetReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all fleet commands know: which files, how many at once, and what the report is. */
final class FleetOptions {
  private static final Pattern SHARD = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Mixin FleetFiles files;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many files to work on at the same time. Default: twice the number of processors,"
              + " and at least 4.")
  Integer workers;

  @Mixin FleetOutput output;

  /** A fleet with these settings. */
  Fleet fleet(RootCommand root) {
    Fleet fleet =
        Fleet.of(root.registry())
            .busyTimeout(Duration.ofSeconds(root.busyTimeout))
            .listener(new FleetBar(root.terminal()));
    if (workers != null) {
      requireAtLeastOne("--workers", workers);
      fleet = fleet.workers(workers);
    }
    if (files.shard != null) {
      Matcher shard = SHARD.matcher(files.shard);
      if (!shard.matches()
          || Integer.parseInt(shard.group(1)) >= Integer.parseInt(shard.group(2))) {
        throw wrong(
            "--shard takes I/N with I from 0 to N-1, as in 0/8, not '" + files.shard + "'.");
      }
      fleet = fleet.shard(Integer.parseInt(shard.group(1)), Integer.parseInt(shard.group(2)));
    }
    return fleet;
  }

  /** A verb of {@link Fleet} over databases that are not files. */
  interface Served {
    FleetReport run(Fleet fleet, Stream<String> names, FleetDatabases databases);
  }

  /** Runs over the files, or databases of a server, and prints and writes the report. */
  FleetReport run(
      RootCommand root,
      Fleet fleet,
      BiFunction<Fleet, Stream<Path>, FleetReport> verb,
      Served servedVerb) {
    if (files.targets.isEmpty()) {
      throw wrong(
          files.server == null
              ? "Which files? Name folders, patterns or files, or - for the standard input."
              : "Which databases? Name them, or - for the standard input.");
    }
    FleetDatabases databases = files.server == null ? null : FleetServer.at(files.server);
    root.session.interruption().begin();
    FleetReport report;
    if (databases != null) {
      try (Stream<String> names = files.names(root.terminal())) {
        report = servedVerb.run(fleet, names, databases);
      }
    } else {
      try (Stream<Path> stream = files.stream(root.terminal())) {
        report = verb.apply(fleet, stream);
      }
    }
    print(root, report);
    return report;
  }

  void print(RootCommand root, FleetReport report) {
    if (report.files() == 0 && files.shard == null) {
      throw new CommandFailure(
          "No files were found in "
              + String.join(", ", files.targets)
              + ". Check the path, or name the files with --pattern.");
    }
    output.write(root, report);
  }

  void requireAtLeastOne(String option, int value) {
    if (value < 1) {
      throw wrong(option + " is 1 or more, not " + value + ".");
    }
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
