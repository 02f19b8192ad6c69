package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.MigrationStatus.Entry;
import dev.rungs.runtime.MigrationStatus.State;
import dev.rungs.runtime.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Which migrations a file has, and which are pending. */
@Command(
    name = "status",
    description = "Show which migrations a file has and which are pending.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class StatusCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(names = "--exit-code", description = "Exit with 3 if migrations are pending.")
  boolean exitCode;

  @Option(
      names = "--strict",
      description = "Exit with 1 if an applied migration was edited afterwards.")
  boolean strict;

  @Override
  public Integer call() {
    Registry registry = root.registry();
    Database database = root.existingDatabase(registry, Grants.NONE);
    MigrationStatus status = database.status();
    if (root.json) {
      root.terminal().out().println(Json.write(describe(database, registry, status)));
    } else {
      print(database, status);
      printUnversioned(database, status);
      printUnreachable(registry, status);
    }
    List<Entry> edited = Edits.of(status);
    Edits.warn(root.terminal(), database, edited);
    if (strict && !edited.isEmpty()) {
      return ExitCode.FAILED;
    }
    return exitCode && count(status, State.PENDING) > 0 ? ExitCode.PENDING : ExitCode.OK;
  }

  private void print(Database database, MigrationStatus status) {
    Terminal terminal = root.terminal();
    terminal
        .out()
        .println(
            database
                + ": "
                + Texts.version(status.storedVersion(), status.currentVersion())
                + "\n");
    Table table = new Table();
    table.row().cell("").numberTitle("version").title("name").title("applied (UTC)").title("");
    for (Entry entry : status.migrations()) {
      table.row().cell(mark(entry.state()), style(entry.state())).number(entry.version());
      table.cell(entry.name(), Style.BOLD).cell(when(entry)).cell(remark(entry), Style.YELLOW);
    }
    if (!status.migrations().isEmpty()) {
      table.print(terminal, "  ");
      terminal.out().println();
    }
    terminal.out().println(totals(status));
  }

  /** Version 0 alone does not tell an empty file from one with tables that Rungs did not create. */
  private void printUnversioned(Database database, MigrationStatus status) {
    if (status.storedVersion() == 0 && database.plan().action() != Action.CREATE) {
      root.terminal()
          .out()
          .println(
              root.typed(
                  "It has tables but no version: '"
                      + root.session.name()
                      + " adopt' finds out which version they are."));
    }
  }

  /** The table alone would say that such a file only lacks some migrations, or has them all. */
  private void printUnreachable(Registry registry, MigrationStatus status) {
    int stored = status.storedVersion();
    if (stored > 0 && stored < registry.baseline()) {
      root.terminal()
          .out()
          .println(
              "It is below the baseline "
                  + registry.baseline()
                  + ": upgrade it first with a build that still has the older migrations.");
    }
    boolean recorded = status.migrations().stream().anyMatch(e -> e.appliedAt().isPresent());
    if (stored > status.currentVersion() && !recorded) {
      root.terminal()
          .out()
          .println(
              "It has no history, so Rungs did not stamp it: '"
                  + root.session.name()
                  + " plan' finds out whose schema it has.");
    }
  }

  private static String totals(MigrationStatus status) {
    long unknown = count(status, State.UNKNOWN);
    return "Total: "
        + status.migrations().size()
        + " | Applied: "
        + count(status, State.APPLIED)
        + " | Pending: "
        + count(status, State.PENDING)
        + (unknown == 0 ? "" : " | From a newer build: " + unknown);
  }

  private static String mark(State state) {
    return switch (state) {
      case APPLIED -> "[x]";
      case PENDING -> "[ ]";
      case UNKNOWN -> "[?]";
    };
  }

  private static Style style(State state) {
    return state == State.APPLIED ? Style.GREEN : Style.YELLOW;
  }

  private static String when(Entry entry) {
    return switch (entry.state()) {
      case APPLIED, UNKNOWN -> entry.appliedAt().map(Texts::time).orElse("not recorded");
      case PENDING -> "pending";
    };
  }

  /** What is worth knowing about a migration: before it is applied, or since. */
  private static String remark(Entry entry) {
    if (entry.state() == State.UNKNOWN) {
      return "from a newer build";
    }
    if (entry.state() == State.APPLIED) {
      return Remarks.sinceApplied(entry.edited(), entry.recordedName());
    }
    return Remarks.of(entry.strategy(), entry.destructive(), entry.reversible());
  }

  private static long count(MigrationStatus status, State state) {
    return status.migrations().stream().filter(entry -> entry.state() == state).count();
  }

  private static Json.Fields describe(
      Database database, Registry registry, MigrationStatus status) {
    List<Object> migrations = new ArrayList<>();
    for (Entry entry : status.migrations()) {
      migrations.add(
          Json.object()
              .put("version", entry.version())
              .put("name", entry.name())
              .put("state", Json.word(entry.state()))
              .put("appliedAt", entry.appliedAt())
              .put("strategy", Json.word(entry.strategy()))
              .put("destructive", entry.destructive())
              .put("reversible", entry.reversible())
              .put("edited", entry.edited())
              .put("recordedName", entry.recordedName()));
    }
    return Json.object()
        .put("database", database)
        .put("schema", registry.schemaName())
        .put("storedVersion", status.storedVersion())
        .put("currentVersion", status.currentVersion())
        .put("total", status.migrations().size())
        .put("applied", count(status, State.APPLIED))
        .put("pending", count(status, State.PENDING))
        .put("unknown", count(status, State.UNKNOWN))
        .put("migrations", migrations);
  }
}
