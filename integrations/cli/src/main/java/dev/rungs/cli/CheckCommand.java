package dev.rungs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tries the migrations of any tool, as the compiler tries those of Rungs. */
@Command(
    name = "check",
    description = {
      "Try the SQLite migrations in a folder, of whatever tool, on tables with rows.",
      "Reports what loses rows, what does not undo, what a rebuild forgot, and what fails on users'"
          + " data, at file, line and column. Opens no database and changes nothing."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class CheckCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Mixin FolderOptions options;

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "Judge this version and those after it. The earlier ones are only run.")
  String from;

  @Option(
      names = "--since",
      paramLabel = "GIT-REF",
      description = "Judge only migrations whose files git calls changed since, as in origin/main.")
  String since;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings that were accepted: they are counted, not reported.")
  Path baseline;

  @Option(
      names = "--update-baseline",
      description = "Accept all that is found: write it to the file of --baseline.")
  boolean updateBaseline;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write the findings as SARIF 2.1.0 too, for code scanning.")
  Path sarif;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description = "End with 1 at such findings: error, warning or never. Default: error.")
  String failOn;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long a script may run, and the trials of a version. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  public Integer call() {
    CheckModule.require();
    return new CheckRun(this).run();
  }
}
