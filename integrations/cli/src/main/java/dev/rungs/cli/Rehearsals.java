package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Rehearsal;
import java.util.List;
import java.util.OptionalLong;

/** What a rehearsal on a copy found, as text and as JSON. */
final class Rehearsals {
  private Rehearsals() {}

  static void print(RootCommand root, Database database, Rehearsal rehearsal) {
    Terminal terminal = root.terminal();
    terminal.out().println();
    terminal
        .out()
        .println(
            rehearsal
                .failure()
                .map(
                    failure ->
                        terminal.style(Style.RED, "On a copy, it failed: ")
                            + message(failure, database, root))
                .orElse("On a copy, it took " + Texts.duration(rehearsal.duration()) + "."));
    if (!rehearsal.schemaChanges().isEmpty()) {
      terminal.out().println("\nSchema");
      rehearsal.schemaChanges().forEach(change -> terminal.out().println("  " + change));
    }
    if (!rehearsal.tables().isEmpty()) {
      terminal.out().println("\nRows");
      Table table = new Table();
      table.row().title("table").numberTitle("before").numberTitle("after").numberTitle("");
      for (Rehearsal.Table counted : rehearsal.tables()) {
        table.row().cell(counted.name(), Style.BOLD);
        table.number(text(counted.rowsBefore())).number(text(counted.rowsAfter()));
        table.cell(change(counted), Style.YELLOW);
      }
      table.print(terminal, "  ");
    }
  }

  /** A failure on the copy, which is deleted by now, worded as one of the file itself. */
  static String message(MigrationException failure, Database database, RootCommand root) {
    String message = ErrorText.message(failure, root);
    return failure
        .file()
        .map(copy -> message.replace(copy.toString(), database.toString()))
        .orElse(message);
  }

  private static String text(OptionalLong rows) {
    return rows.isPresent() ? Long.toString(rows.getAsLong()) : "-";
  }

  private static String change(Rehearsal.Table table) {
    long change = table.rowsAfter().orElse(0) - table.rowsBefore().orElse(0);
    return change == 0 ? "" : String.format("%+d", change);
  }

  /** What would be gone afterwards, one phrase each. */
  static List<String> losses(Rehearsal rehearsal) {
    return rehearsal.schemaChanges().stream()
        .filter(change -> change.startsWith("- "))
        .map(change -> change.substring(2))
        .map(lost -> lost + rows(rehearsal, lost))
        .toList();
  }

  private static String rows(Rehearsal rehearsal, String lost) {
    return rehearsal.tables().stream()
        .filter(table -> lost.equals("table " + table.name()))
        .findFirst()
        .map(table -> " (" + Texts.count(table.rowsBefore().orElse(0), "row") + ")")
        .orElse("");
  }

  static Json.Fields describe(Rehearsal rehearsal, Database database, RootCommand root) {
    return Json.object()
        .put("succeeded", rehearsal.failure().isEmpty())
        .put("failure", rehearsal.failure().map(failure -> ErrorText.describe(failure, root)))
        .put("milliseconds", rehearsal.duration().toMillis())
        .put("schemaChanges", rehearsal.schemaChanges())
        .put(
            "tables",
            rehearsal.tables().stream()
                .map(
                    table ->
                        Json.object()
                            .put("name", table.name())
                            .put("rowsBefore", number(table.rowsBefore()))
                            .put("rowsAfter", number(table.rowsAfter())))
                .toList());
  }

  private static Json.Fields describe(
      MigrationException failure, Database database, RootCommand root) {
    Json.Fields described = ErrorText.describe(failure, root);
    described.put("message", message(failure, database, root));
    return described;
  }

  private static Long number(OptionalLong rows) {
    return rows.isPresent() ? rows.getAsLong() : null;
  }
}
