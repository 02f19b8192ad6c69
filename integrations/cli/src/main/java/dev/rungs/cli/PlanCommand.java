package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Rehearsal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What {@code up} would do. */
@Command(
    name = "plan",
    description = "Show what 'up' would do. Changes nothing.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class PlanCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Mixin PermissionOptions permissions;

  @Option(names = "--sql", description = "Show the SQL of each pending migration.")
  boolean sql;

  @Option(
      names = "--execute-on-copy",
      description = "Apply the pending migrations to a copy and show what they change.")
  boolean executeOnCopy;

  @Option(
      names = "--copy-in",
      paramLabel = "DIR",
      description = "The folder for that copy. Default: the system's temporary folder.")
  Path copyFolder;

  @Override
  public Integer call() {
    Grants grants =
        Grants.of(
                builder -> {
                  permissions.grant(builder);
                  if (copyFolder != null) {
                    builder.backups(copyFolder);
                  }
                })
            .backups(copyFolder);
    Database database = root.existingDatabase(root.registry(), grants);
    MigrationPlan plan = database.plan();
    Rehearsal rehearsal = executeOnCopy ? rehearse(database) : null;
    if (root.json) {
      Json.Fields described = describe(database, plan);
      described.put(
          "onCopy", rehearsal == null ? null : Rehearsals.describe(rehearsal, database, root));
      root.terminal().out().println(Json.write(described));
    } else {
      print(database, plan);
      if (rehearsal != null) {
        Rehearsals.print(root, database, rehearsal);
      }
    }
    boolean failed = rehearsal != null && rehearsal.failure().isPresent();
    return failed || plan.refusal().isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }

  /**
   * Null if it would be refused for another reason than the loss of data: the plan says it then.
   */
  private Rehearsal rehearse(Database database) {
    root.session.interruption().begin();
    try {
      return database.rehearse();
    } catch (MigrationException refused) {
      return null;
    }
  }

  private void print(Database database, MigrationPlan plan) {
    Terminal terminal = root.terminal();
    terminal.out().println(database + ": " + sentence(plan));
    if (!plan.pending().isEmpty()) {
      terminal.out().println();
      Table table = new Table();
      for (MigrationDefinition migration : plan.pending()) {
        table.row().cell("[ ]", Style.YELLOW).number(migration.version());
        table
            .cell(migration.name(), Style.BOLD)
            .cell(
                Remarks.of(migration.strategy(), migration.destructive(), migration.reversible()),
                Style.YELLOW);
      }
      table.print(terminal, "  ");
      if (sql) {
        plan.pending().forEach(migration -> printSql(terminal, migration));
      }
    }
    plan.refusal().ifPresent(this::print);
  }

  private void print(MigrationException refusal) {
    PrintWriter out = root.terminal().out();
    out.println();
    out.println(root.terminal().style(Style.RED, "Refused: ") + ErrorText.message(refusal, root));
    String hint = Hints.of(refusal, root);
    if (hint != null && !executeOnCopy) {
      out.println(hint);
    }
  }

  private static void printSql(Terminal terminal, MigrationDefinition migration) {
    terminal.out().println();
    terminal
        .out()
        .println(
            terminal.style(
                Style.DIM, "-- version " + migration.version() + ", " + migration.name()));
    terminal.out().println(migration.up().map(String::strip).orElse("-- no SQL"));
    if (migration.hasStep()) {
      terminal
          .out()
          .println(terminal.style(Style.DIM, "-- then the step of " + migration.source()));
    }
  }

  /** What would be done, in words. */
  static String sentence(MigrationPlan plan) {
    int stored = plan.storedVersion();
    int target = plan.targetVersion();
    return switch (plan.action()) {
      case NOTHING -> "at version " + stored + ", nothing to do";
      case CREATE -> "would be created at version " + target;
      case ADOPT ->
          "has no version, but the schema of version "
              + (target - plan.pending().size())
              + ": would be adopted there"
              + (plan.pending().isEmpty() ? "" : " and upgraded to " + target);
      case UPGRADE -> "would be upgraded from version " + stored + " to " + target;
      case REBUILD -> "would be wiped and rebuilt, from version " + stored + " to " + target;
      case ROLLBACK -> "would be rolled back from version " + stored + " to " + target;
      case REFUSE -> "would be refused at version " + stored;
    };
  }

  private Json.Fields describe(Database database, MigrationPlan plan) {
    return Json.object()
        .put("database", database)
        .put("action", Json.word(plan.action()))
        .put("storedVersion", plan.storedVersion())
        .put("targetVersion", plan.targetVersion())
        .put("pending", plan.pending().stream().map(PlanCommand::describe).toList())
        .put("refusal", plan.refusal().map(refusal -> ErrorText.describe(refusal, root)));
  }

  private static Json.Fields describe(MigrationDefinition migration) {
    return Json.object()
        .put("version", migration.version())
        .put("name", migration.name())
        .put("strategy", Json.word(migration.strategy()))
        .put("destructive", migration.destructive())
        .put("reversible", migration.reversible())
        .put("sql", migration.up())
        .put("step", migration.hasStep());
  }
}
