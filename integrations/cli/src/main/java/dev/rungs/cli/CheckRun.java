package dev.rungs.cli;

import dev.rungs.check.CheckReport;
import dev.rungs.check.FolderCheck;
import dev.rungs.check.Sarif;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.processor.history.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.ParameterException;

/** One run of {@code rungs check}. */
final class CheckRun {
  private static final Set<String> SEVERITIES = Set.of("error", "warning", "never");

  private final CheckCommand command;
  private final RootCommand root;

  CheckRun(CheckCommand command) {
    this.command = command;
    this.root = command.root;
  }

  int run() {
    if (!SEVERITIES.contains(command.failOn)) {
      throw wrong("--fail-on must be error, warning or never, not '" + command.failOn + "'.");
    }
    if (command.updateBaseline && command.baseline == null) {
      throw wrong("--update-baseline needs --baseline FILE.");
    }
    if (command.limit < 1) {
      throw wrong("--limit must be at least 1 second.");
    }
    FolderHistory history = FolderReading.read(root, command.options);
    Predicate<FolderMigration> judged = judged(history);
    CheckReport all;
    try (CheckProgress progress = new CheckProgress(root, history.migrations().size())) {
      all =
          FolderCheck.run(
              history,
              FolderReading.settings(
                  root,
                  command.options,
                  Duration.ofSeconds(command.limit),
                  judged,
                  progress::reached));
    }
    AcceptedFindings accepted = AcceptedFindings.of(command.baseline, command.updateBaseline);
    if (command.updateBaseline) {
      accepted.write(all.findings());
    }
    List<Finding> open = all.findings().stream().filter(f -> !accepted.contain(f)).toList();
    CheckReport report = all.with(open);
    int known = all.findings().size() - open.size();
    if (command.sarif != null) {
      writeSarif(report);
    }
    if (root.json) {
      root.terminal().out().println(Json.write(CheckJson.of(report, known)));
    } else {
      new CheckText(root.terminal(), report, known).print();
    }
    return fails(open) ? ExitCode.FAILED : ExitCode.OK;
  }

  private Predicate<FolderMigration> judged(FolderHistory history) {
    Predicate<FolderMigration> judged = migration -> true;
    if (command.from != null) {
      List<FolderMigration> migrations = history.migrations();
      List<String> versions = migrations.stream().map(FolderMigration::version).toList();
      int first = versions.indexOf(command.from);
      if (first < 0) {
        throw wrong(
            "There is no version "
                + command.from
                + ". The last is "
                + versions.get(versions.size() - 1)
                + ".");
      }
      Set<FolderMigration> after = Set.copyOf(migrations.subList(first, migrations.size()));
      judged = after::contains;
    }
    if (command.since != null) {
      Set<Path> changed = GitChanges.since(command.since, history.folder());
      judged =
          judged.and(
              migration ->
                  migration.files().stream()
                      .map(file -> history.folder().resolve(file).toAbsolutePath().normalize())
                      .anyMatch(changed::contains));
    }
    return judged;
  }

  private void writeSarif(CheckReport report) {
    try {
      Files.writeString(
          command.sarif, Sarif.write(report, RootCommand.Version.number(), Path.of("")));
    } catch (IOException e) {
      throw new CommandFailure(command.sarif + " could not be written: " + e + ".", e);
    }
  }

  private boolean fails(List<Finding> findings) {
    return switch (command.failOn) {
      case "never" -> false;
      case "warning" ->
          findings.stream()
              .anyMatch(
                  f ->
                      CheckJson.severity(f).equals("warning")
                          || CheckJson.severity(f).equals("error"));
      default -> findings.stream().anyMatch(f -> CheckJson.severity(f).equals("error"));
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(root.spec.commandLine(), message);
  }
}
