package dev.rungs.cli;

import dev.rungs.fleet.FleetReport;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** In which form a fleet's report is given. */
final class FleetOutput {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the report as one HTML page.")
  Path html;

  /** Prints the report, and writes it as a page if that was asked for. */
  void write(RootCommand root, FleetReport report) {
    try {
      if (root.json) {
        report.writeJson(root.terminal().out());
        root.terminal().out().flush();
      } else {
        new FleetText(root, report).print();
      }
      if (html != null) {
        report.writeHtml(html);
      }
    } catch (IOException e) {
      throw new CommandFailure("The report could not be written: " + e, e);
    }
  }
}
