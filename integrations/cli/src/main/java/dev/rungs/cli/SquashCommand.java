package dev.rungs.cli;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** Writes one migration that builds what all up to a version build, and makes it the baseline. */
@Command(
    name = "squash",
    description =
        "Cut the history short: write one migration that builds the whole schema of a version, with"
            + " the rows that migrations inserted, and make it the baseline. Deletes nothing.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class SquashCommand implements Callable<Integer> {
  private static final Pattern CHANGES_EACH_TIME =
      Pattern.compile(
          "\\bCURRENT_(?:TIME|DATE|TIMESTAMP)\\b|'now'|\\brandom(?:blob)?\\s*\\("
              + "|\\b(?:date|time|datetime|julianday|unixepoch)\\s*\\(\\s*\\)",
          Pattern.CASE_INSENSITIVE);

  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "The version that becomes the lowest. Files below it will be refused.")
  int to;

  @Option(
      names = "--source",
      paramLabel = "DIR",
      defaultValue = "src/main/java",
      description = "The source folder. Default: ${DEFAULT-VALUE}.")
  Path source;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description =
          "The lock file of -Arungs.lock. The compiler proves by it that the schema stays the same;"
              + " it also gets the schema of the version, to name differences.")
  Path lock;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the new migration is called. Default: baseline_VERSION.")
  String name;

  @Override
  public Integer call() {
    Registry registry = root.registry();
    requireVersion(registry);
    SourceFolder folder = new SourceFolder(source);
    SourceFolder.Schema schema = schema(folder, registry);
    Optional<LockFile> locked = Optional.ofNullable(lock).map(LockFile::read);
    locked.ifPresent(file -> requireAsReleased(file, registry));
    MigrationName migration = MigrationName.of(name == null ? "baseline_" + to : name);
    try (BuiltSchema built = BuiltSchema.of(registry, to)) {
      SquashScript script = SquashScript.of(built);
      SquashProof.require(registry, to, script);
      SquashFiles files = new SquashFiles(registry, to, folder, schema, migration, script);
      List<Path> written =
          files.write(
              lock, locked.map(l -> l.withSchema(registry.schemaName(), to, built.entries())));
      report(files, written);
    }
    return ExitCode.OK;
  }

  private void requireVersion(Registry registry) {
    if (to <= registry.baseline() || to > registry.currentVersion()) {
      throw new ParameterException(
          root.spec.commandLine(),
          registry.currentVersion() <= registry.baseline()
              ? "There is nothing to squash: the registry has "
                  + (registry.currentVersion() == 0 ? "no version." : "one version only.")
              : "--to must be a version from "
                  + (registry.baseline() + 1)
                  + " to "
                  + registry.currentVersion()
                  + ", not "
                  + to
                  + ".");
    }
    for (int version = registry.baseline(); version <= to; version++) {
      if (registry.migration(version).schemaUnknown()) {
        throw new CommandFailure(
            "Version "
                + version
                + " builds schema at run time (schemaUnknown), so files at version "
                + to
                + " need not all have one schema. Write the migration of the baseline by hand.");
      }
    }
  }

  private SourceFolder.Schema schema(SourceFolder folder, Registry registry) {
    SourceFolder.Schema schema = folder.schema(registry.schemaName());
    if (schema.currentVersion() != registry.currentVersion()) {
      throw new CommandFailure(
          "The compiled schema is at version "
              + registry.currentVersion()
              + ", the sources are at version "
              + schema.currentVersion()
              + ". Compile them first, or name their classes with --classpath.");
    }
    return schema;
  }

  private void requireAsReleased(LockFile locked, Registry registry) {
    Optional<String> before = locked.fingerprint(registry.schemaName(), to);
    if (before.isEmpty()) {
      throw new CommandFailure(
          locked
              + " has no fingerprint of version "
              + to
              + " of "
              + registry.schemaName()
              + ", so the compiler could not prove anything by it. Choose a released version, or"
              + " leave --lock out.");
    }
    Optional<String> now = registry.migration(to).fingerprint();
    if (now.isPresent() && !now.equals(before)) {
      throw new CommandFailure(
          "The schema of version "
              + to
              + " is not the one that is locked in "
              + locked
              + ". Compile the sources with -Arungs.lock="
              + locked
              + " and correct what that refuses.");
    }
  }

  private List<String> oldClasses(Registry registry) {
    List<String> classes = new ArrayList<>();
    for (int version = registry.baseline(); version <= to; version++) {
      classes.add(registry.migration(version).source());
    }
    return classes;
  }

  private void report(SquashFiles squashed, List<Path> written) {
    Terminal terminal = root.terminal();
    List<String> old = oldClasses(squashed.registry());
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(
                  Json.object()
                      .put("baseline", to)
                      .put("written", written)
                      .put("schemaFile", squashed.schema().file())
                      .put("lock", lock)
                      .put("rows", rowsAsJson(squashed.script()))
                      .put("notCarried", squashed.script().unreadable())
                      .put("replaced", old)));
    } else {
      for (Path file : written) {
        terminal.out().println("Wrote   " + file);
      }
      terminal.out().println("Set     " + squashed.schema().file() + ": baseline = " + to);
      if (lock != null) {
        terminal.out().println("Added   " + lock + ": the schema of version " + to);
      }
      if (!squashed.script().rows().isEmpty()) {
        terminal
            .out()
            .println(
                "Rows    "
                    + squashed.script().rows().entrySet().stream()
                        .map(table -> table.getKey() + " " + table.getValue())
                        .collect(Collectors.joining(", "))
                    + ": migrations inserted them, and so does the baseline");
      }
      terminal.out().println("\nDelete these classes and their SQL files, then compile:");
      old.forEach(className -> terminal.out().println("  " + className));
    }
    warn(squashed);
  }

  private static List<Json.Fields> rowsAsJson(SquashScript script) {
    return script.rows().entrySet().stream()
        .map(table -> Json.object().put("table", table.getKey()).put("count", table.getValue()))
        .toList();
  }

  private void warn(SquashFiles squashed) {
    Terminal terminal = root.terminal();
    if (lock == null) {
      terminal.warn(
          "Without --lock nothing proves later that the schema of version "
              + to
              + " stays the one that files have. With -Arungs.lock the compiler does.");
    }
    if (!squashed.script().unreadable().isEmpty()) {
      terminal.warn(
          "The rows of "
              + String.join(", ", squashed.script().unreadable())
              + " cannot be read back (a full-text index without content), so the baseline does"
              + " not insert them. Add the statements that do.");
    }
    if (!squashed.script().rows().isEmpty() && changesEachTime(squashed.registry())) {
      terminal.warn(
          "Some migrations use the time, chance or Java code, so rows have the values of this run."
              + " Look at the INSERT statements.");
    }
  }

  private boolean changesEachTime(Registry registry) {
    for (int version = registry.baseline(); version <= to; version++) {
      MigrationDefinition migration = registry.migration(version);
      if (migration.hasStep()
          || migration.up().filter(sql -> CHANGES_EACH_TIME.matcher(sql).find()).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
