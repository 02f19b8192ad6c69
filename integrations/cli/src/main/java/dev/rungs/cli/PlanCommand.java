package dev.rungs.cli;

import dev.rungs.Strategy;
import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Rehearsal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Mixin Permissions permissions;

  @Option(names = "--sql", description = "Show the SQL of each pending migration.")
  boolean sql;

  @Option(
      names = "--execute-on-copy",
      description = "Apply the pending migrations to a copy and show what they change.")
  boolean executeOnCopy;

  @Option(
      names = "--copy-in",
      paramLabel = "DIR",
      description = "Where that copy is made. Default: the system's temporary folder.")
  Path copyFolder;

  @Override
  public Integer call() {
    Path file = root.existingFile();
    Migrator.Builder builder = root.migrator();
    permissions.grant(builder);
    if (copyFolder != null) {
      builder.backups(copyFolder);
    }
    Migrator migrator = builder.build();
    MigrationPlan plan = migrator.plan(file);
    Rehearsal rehearsal = executeOnCopy ? rehearse(migrator, file) : null;
    if (root.json) {
      Map<String, Object> described = describe(file, plan);
      described.put(
          "onCopy", rehearsal == null ? null : Rehearsals.describe(rehearsal, file, root));
      root.terminal().out().println(Json.write(described));
    } else {
      print(file, plan);
      if (rehearsal != null) {
        Rehearsals.print(root, file, rehearsal);
      }
    }
    boolean failed = rehearsal != null && rehearsal.failure().isPresent();
    return failed || plan.refusal().isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Null where it would be refused for more than the loss of data, as the plan then says. */
  private Rehearsal rehearse(Migrator migrator, Path file) {
    root.session.interruption().begin();
    try {
      return migrator.rehearse(file);
    } catch (MigrationException refused) {
      return null;
    }
  }

  private void print(Path file, MigrationPlan plan) {
    Terminal terminal = root.terminal();
    terminal.out().println(file + ": " + sentence(plan));
    if (!plan.pending().isEmpty()) {
      terminal.out().println();
      Table table = new Table();
      for (MigrationDefinition migration : plan.pending()) {
        table.row().cell("[ ]", Style.YELLOW).number(migration.version());
        table.cell(migration.name(), Style.BOLD).cell(remark(migration), Style.YELLOW);
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
    out.println(
        root.terminal().style(Style.RED, "Refused: ") + CommandLines.message(refusal, root));
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
      case CREATE -> "would be made at version " + target;
      case ADOPT ->
          "has no version, but the schema of version "
              + (target - plan.pending().size())
              + ": would be adopted there"
              + (plan.pending().isEmpty() ? "" : " and upgraded to " + target);
      case UPGRADE -> "would be upgraded from version " + stored + " to " + target;
      case REBUILD -> "would be wiped and built anew, from version " + stored + " to " + target;
      case ROLLBACK -> "would be rolled back from version " + stored + " to " + target;
      case REFUSE -> "would be refused at version " + stored;
    };
  }

  /** What is worth knowing before a migration is applied. */
  static String remark(MigrationDefinition migration) {
    List<String> words = new ArrayList<>();
    if (migration.strategy() == Strategy.REBUILD) {
      words.add("rebuild");
    }
    if (migration.destructive()) {
      words.add("destructive");
    }
    if (migration.strategy() == Strategy.IN_PLACE && !migration.reversible()) {
      words.add("no way back");
    }
    return String.join(", ", words);
  }

  private Map<String, Object> describe(Path file, MigrationPlan plan) {
    return Json.object(
        "database",
        file,
        "action",
        Json.word(plan.action()),
        "storedVersion",
        plan.storedVersion(),
        "targetVersion",
        plan.targetVersion(),
        "pending",
        plan.pending().stream().map(PlanCommand::describe).toList(),
        "refusal",
        plan.refusal().map(refusal -> CommandLines.describe(refusal, root)));
  }

  private static Map<String, Object> describe(MigrationDefinition migration) {
    return Json.object(
        "version",
        migration.version(),
        "name",
        migration.name(),
        "strategy",
        Json.word(migration.strategy()),
        "destructive",
        migration.destructive(),
        "reversible",
        migration.reversible(),
        "sql",
        migration.up(),
        "step",
        migration.hasStep());
  }
}
