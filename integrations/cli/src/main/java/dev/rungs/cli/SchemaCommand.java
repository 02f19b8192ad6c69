package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** The DDL of a version. */
@Command(
    name = "schema",
    description = "Print the schema of a version as SQL. Needs no database.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class SchemaCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--at",
      paramLabel = "VERSION",
      description = "The version. Default: the current one.")
  Integer chosen;

  @Override
  public Integer call() {
    Registry registry = root.registry();
    int version = chosen == null ? registry.currentVersion() : chosen;
    if (!Texts.hasVersion(registry, version)) {
      throw new ParameterException(
          root.spec.commandLine(),
          "--at must be " + Texts.versions(registry) + ", not " + chosen + ".");
    }
    try (BuiltSchema schema = BuiltSchema.of(registry, version)) {
      if (root.json) {
        root.terminal()
            .out()
            .println(
                Json.write(
                    Json.object()
                        .put("schema", registry.schemaName())
                        .put("version", version)
                        .put(
                            "objects",
                            schema.entries().stream().map(SchemaCommand::describe).toList())));
      } else {
        root.terminal()
            .out()
            .println("-- " + registry.schemaName() + " at version " + version + "\n");
        schema.entries().forEach(entry -> root.terminal().out().println(entry.sql() + ";\n"));
      }
    }
    return ExitCode.OK;
  }

  private static Json.Fields describe(BuiltSchema.Entry entry) {
    return Json.object()
        .put("type", entry.type())
        .put("name", entry.name())
        .put("table", entry.table())
        .put("sql", entry.sql());
  }
}
