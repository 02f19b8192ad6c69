package dev.rungs.cli;

import picocli.CommandLine.Option;

/** The option that every command has for itself. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean wanted;
}
