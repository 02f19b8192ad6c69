package dev.rungs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which sources a command works on. */
final class SourceOptions {
  @Option(
      names = "--source",
      paramLabel = "DIR",
      defaultValue = "src/main/java",
      description = "The source folder. Default: ${DEFAULT-VALUE}.")
  Path folder;

  @Option(
      names = "--schema",
      paramLabel = "CLASS",
      description = "The schema class, if the sources have several.")
  String schema;
}
