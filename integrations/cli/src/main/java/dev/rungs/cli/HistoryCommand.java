package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.AppliedMigration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** How a file got each of its versions. */
@Command(
    name = "history",
    description = "Show how the file got each of its versions.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class HistoryCommand implements Callable<Integer> {
  /** Enough digits of a checksum for a person to tell two apart. */
  private static final int SHOWN = 12;

  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Override
  public Integer call() {
    Database database = root.existingDatabase(root.registry(), Grants.NONE);
    List<AppliedMigration> history = database.history();
    Terminal terminal = root.terminal();
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(
                  Json.object()
                      .put("database", database)
                      .put("history", history.stream().map(Reports::describe).toList())));
    } else if (history.isEmpty()) {
      terminal.out().println(database + " has no history.");
    } else {
      print(terminal, history);
    }
    return ExitCode.OK;
  }

  private static void print(Terminal terminal, List<AppliedMigration> history) {
    Table table = new Table();
    table.row().numberTitle("version").title("name").title("how").title("when (UTC)");
    table.title("checksum").title("took");
    for (AppliedMigration row : history) {
      table.row().number(row.version()).cell(row.name(), Style.BOLD).cell(Json.word(row.kind()));
      table.cell(Texts.time(row.appliedAt())).cell(shortened(row.checksum()), Style.DIM);
      table.cell(Texts.duration(row.duration()));
    }
    table.print(terminal, "");
  }

  private static String shortened(String checksum) {
    String digits = checksum.substring(checksum.indexOf(':') + 1);
    return digits.length() <= SHOWN ? digits : digits.substring(0, SHOWN);
  }
}
