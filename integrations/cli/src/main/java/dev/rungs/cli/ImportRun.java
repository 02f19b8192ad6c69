package dev.rungs.cli;

import dev.rungs.check.CheckReport;
import dev.rungs.check.FolderCheck;
import dev.rungs.check.importing.FolderImport;
import dev.rungs.check.importing.FolderImport.Imported;
import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderHistory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** One run of {@code rungs import}. */
final class ImportRun {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ImportCommand command;
  private final RootCommand root;

  ImportRun(ImportCommand command) {
    this.command = command;
    this.root = command.root;
  }

  int run() {
    FolderHistory history = FolderReading.read(root, command.options);
    CheckReport report;
    try (CheckProgress progress = new CheckProgress(root, history.migrations().size())) {
      report =
          FolderCheck.run(
              history,
              FolderReading.settings(
                  root, command.options, LIMIT, migration -> true, progress::reached));
    }
    Imported imported;
    try {
      imported =
          FolderImport.write(
              report,
              new FolderImport.Settings(
                  command.packageName,
                  command.schema,
                  command.out,
                  Optional.ofNullable(command.baseline)));
    } catch (FolderException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
    print(report, imported);
    return ExitCode.OK;
  }

  private void print(CheckReport report, Imported imported) {
    PrintWriter out = root.terminal().out();
    if (root.json) {
      out.println(
          Json.write(
              Json.object()
                  .put("layout", report.history().layout().word())
                  .put("baseline", imported.baseline())
                  .put("currentVersion", imported.current())
                  .put("migrations", imported.migrations())
                  .put("files", imported.files().stream().map(Object::toString).toList())
                  .put("adoptAs", imported.adoption())
                  .put("decisions", imported.decisions())
                  .put(
                      "notChecked",
                      report.history().notChecked().stream()
                          .map(
                              left ->
                                  Json.object()
                                      .put("file", left.file())
                                      .put("reason", left.reason()))
                          .toList())));
      return;
    }
    out.println(
        "Wrote "
            + Texts.count(imported.migrations(), "migration")
            + " of "
            + report.history().layout().title()
            + " as version"
            + (imported.baseline() == imported.current()
                ? " " + imported.current()
                : "s " + imported.baseline() + " to " + imported.current())
            + ", "
            + Texts.count(imported.files().size(), "file")
            + " in "
            + Texts.path(imported.files().get(0).getParent())
            + ".");
    if (!imported.decisions().isEmpty()) {
      out.println("\nFor you to decide:");
      imported.decisions().forEach(text -> out.println("- " + FleetText.printable(text)));
    }
    report
        .history()
        .notChecked()
        .forEach(left -> out.println("- " + Texts.visible(left.file()) + ": " + left.reason()));
    out.println(
        "\nFiles that "
            + report.history().layout().runner()
            + " made are recognised by their schema"
            + imported
                .adoption()
                .map(name -> ", or by its own table: adoptAs(" + name + "::of).")
                .orElse("."));
    out.println("Next: compile, and look at the warnings; then docs/coming-from.md.");
  }
}
