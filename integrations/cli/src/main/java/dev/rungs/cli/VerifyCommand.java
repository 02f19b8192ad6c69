package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.Verification;
import dev.rungs.runtime.Verification.Check;
import dev.rungs.runtime.Verification.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Checks a file for everything that can be wrong. */
@Command(
    name = "verify",
    description = "Check the file: damage, foreign keys, history, schema. Changes nothing.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Override
  public Integer call() {
    Database database = root.existingDatabase(root.registry(), Grants.NONE);
    Verification verification = database.verify();
    if (root.json) {
      root.terminal().out().println(Json.write(describe(database, verification)));
    } else {
      print(database, verification);
    }
    return verification.sound() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(Database database, Verification verification) {
    Terminal terminal = root.terminal();
    terminal
        .out()
        .println(
            database
                + ": "
                + Texts.version(verification.storedVersion(), verification.currentVersion())
                + "\n");
    Table table = new Table();
    for (Check check : Check.values()) {
      List<Finding> found =
          verification.findings().stream().filter(finding -> finding.check() == check).toList();
      boolean left = check == Check.SCHEMA && !verification.schemaCompared();
      boolean fine = found.isEmpty() && !left;
      table.row().cell(fine ? "[x]" : "[!]", fine ? Style.GREEN : Style.RED);
      table.cell(title(check), Style.BOLD);
      table.cell(left ? "not known to this build" : fine ? "sound" : found.get(0).message());
      found.stream()
          .skip(1)
          .limit(SHOWN - 1)
          .forEach(finding -> table.row().cell("").cell("").cell(finding.message()));
      if (found.size() > SHOWN) {
        table.row().cell("").cell("").cell("and " + (found.size() - SHOWN) + " more");
      }
    }
    table.print(terminal, "  ");
    terminal.out().println();
    terminal
        .out()
        .println(
            verification.sound()
                ? "No problems found."
                : Texts.count(verification.findings().size(), "problem") + " found.");
  }

  private static String title(Check check) {
    return switch (check) {
      case INTEGRITY -> "pages and records";
      case FOREIGN_KEYS -> "foreign keys";
      case HISTORY -> "history";
      case SCHEMA -> "schema";
    };
  }

  private static Json.Fields describe(Database database, Verification verification) {
    return Json.object()
        .put("database", database)
        .put("storedVersion", verification.storedVersion())
        .put("currentVersion", verification.currentVersion())
        .put("sound", verification.sound())
        .put("schemaCompared", verification.schemaCompared())
        .put(
            "findings",
            verification.findings().stream()
                .map(
                    finding ->
                        Json.object()
                            .put("check", Json.word(finding.check()))
                            .put("message", finding.message()))
                .toList());
  }
}
