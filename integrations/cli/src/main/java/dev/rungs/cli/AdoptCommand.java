package dev.rungs.cli;

import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/**
 * Gives a file that has tables but no version the version whose schema it has, and no more: what is
 * then pending is left to {@code up}.
 */
@Command(
    name = "adopt",
    description = "Give a file that has tables but no version the version whose schema it has.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class AdoptCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--as",
      paramLabel = "VERSION",
      description = "The version, if several have the schema of the file.")
  Integer chosen;

  @Option(
      names = "--allow-drift",
      description = "With --as: accept a schema that differs from that of the version.")
  boolean allowDrift;

  @Override
  public Integer call() {
    Registry registry = root.registry();
    if (chosen != null && (chosen < registry.baseline() || chosen > registry.currentVersion())) {
      throw new ParameterException(
          root.spec.commandLine(),
          "--as must be a version from "
              + registry.baseline()
              + " to "
              + registry.currentVersion()
              + ", not "
              + chosen
              + ".");
    }
    if (allowDrift && chosen == null) {
      throw new ParameterException(
          root.spec.commandLine(),
          "--allow-drift needs --as: say which version the file is to have.");
    }
    int version = recognised(registry);
    root.session.interruption().begin();
    Database database = database(registry.upTo(version), version);
    MigrationReport report = database.migrate();
    if (root.json) {
      root.terminal().out().println(Json.write(Reports.describe(database, report)));
    } else {
      Reports.print(root.terminal(), database, report);
      if (version < registry.currentVersion()) {
        root.terminal()
            .out()
            .println(
                root.typed(
                    "Still pending: "
                        + Texts.count(registry.currentVersion() - version, "migration")
                        + ". Run "
                        + root.session.name()
                        + " up."));
      }
    }
    return ExitCode.OK;
  }

  private int recognised(Registry registry) {
    Database database = database(registry, chosen == null ? 0 : chosen);
    MigrationPlan plan = database.plan();
    if (plan.refusal().isPresent()) {
      throw plan.refusal().get();
    }
    if (plan.action() != Action.ADOPT) {
      throw new CommandFailure(
          database
              + (plan.action() == Action.CREATE
                  ? " is empty: there is nothing to adopt. Run "
                      + root.session.name()
                      + " up to create its tables."
                  : " already has version " + plan.storedVersion() + "."));
    }
    return plan.targetVersion() - plan.pending().size();
  }

  /** Nothing destructive runs here; approval only keeps it from preventing the recognition. */
  private Database database(Registry registry, int as) {
    return root.existingDatabase(
        registry,
        Grants.of(
            builder -> {
              builder.allowDestructive();
              if (allowDrift) {
                builder.allowDrift();
              }
              if (as > 0) {
                builder.adoptAs(as);
              }
            }));
  }
}
