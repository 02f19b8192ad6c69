package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes the next migration's class and raises {@code CURRENT_VERSION}. */
@Command(
    name = "create",
    description = "Write the next migration's class and raise CURRENT_VERSION.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class CreateCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Parameters(paramLabel = "NAME", description = "What the migration does, as in add_user_roles.")
  String name;

  @Mixin SourceOptions sources;

  @Option(
      names = "--rebuild",
      paramLabel = "TABLE",
      description =
          "Write the SQL that rebuilds this table of the compiled schema, with its rows, indexes,"
              + " triggers and views, for a change that ALTER TABLE cannot make.")
  String rebuilt;

  @Option(names = "--files", description = "Put the SQL into .up.sql and .down.sql files.")
  boolean files;

  @Override
  public Integer call() {
    MigrationName migration = MigrationName.of(name);
    SourceFolder folder = new SourceFolder(sources.folder);
    SourceFolder.Schema schema = folder.schema(sources.schema);
    int version = schema.currentVersion() + 1;
    Optional<SourceFolder.Declared> newest = folder.newest(schema);
    if (newest.isPresent() && newest.get().version() >= version) {
      throw new CommandFailure(
          newest.get().file()
              + " declares version "
              + newest.get().version()
              + ", but CURRENT_VERSION in "
              + schema.file()
              + " is "
              + (version - 1)
              + ". Raise CURRENT_VERSION first.");
    }
    Path target = newest.map(SourceFolder.Declared::file).orElse(schema.file()).getParent();
    String packageName =
        newest.map(SourceFolder.Declared::packageName).orElse(schema.source().packageName());
    MigrationTemplate template =
        new MigrationTemplate(
            migration,
            version,
            packageName,
            folder.hasSeveralSchemas() ? schema : null,
            rebuilt == null ? null : rebuild(schema, version - 1));
    List<Path> written = write(target, migration, template, schema);
    report(written, schema, version);
    return ExitCode.OK;
  }

  /** The script of the compiled schema, which must be the one that the sources have. */
  private String rebuild(SourceFolder.Schema schema, int version) {
    Registry registry = root.registry();
    if (!registry.schemaName().equals(schema.qualifiedName())
        || registry.currentVersion() != version) {
      throw new CommandFailure(
          "The compiled schema is "
              + registry.schemaName()
              + " at version "
              + registry.currentVersion()
              + ", the sources have "
              + schema.qualifiedName()
              + " at version "
              + version
              + ". Compile them first"
              + (root.isGoal() ? "." : ", or name their classes with --classpath."));
    }
    try (BuiltSchema built = BuiltSchema.of(registry, version)) {
      return Rebuild.of(built, rebuilt).sql();
    }
  }

  /** All or nothing: what was written is deleted if the rest cannot be. */
  private List<Path> write(
      Path target,
      MigrationName migration,
      MigrationTemplate template,
      SourceFolder.Schema schema) {
    List<Path> written = new ArrayList<>();
    try {
      write(written, target.resolve(migration.className() + ".java"), template.javaClass(files));
      if (files) {
        write(written, target.resolve(migration.name() + ".up.sql"), template.up());
        write(written, target.resolve(migration.name() + ".down.sql"), template.down());
      }
      Files.writeString(
          schema.file(),
          schema.source().withCurrentVersion(schema.currentVersion() + 1),
          StandardCharsets.UTF_8);
      return written;
    } catch (IOException e) {
      for (Path file : written) {
        file.toFile().delete();
      }
      throw new CommandFailure(
          e instanceof java.nio.file.FileAlreadyExistsException exists
              ? exists.getFile() + " already exists. Choose another name."
              : "The migration could not be written: " + e + ".",
          e);
    }
  }

  private static void write(List<Path> written, Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    written.add(file);
  }

  private void report(List<Path> written, SourceFolder.Schema schema, int version) {
    Terminal terminal = root.terminal();
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(
                  Json.object()
                      .put("version", version)
                      .put("written", written)
                      .put("schemaFile", schema.file())));
      return;
    }
    for (Path file : written) {
      terminal.out().println("Wrote   " + file);
    }
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "Raised  %s: CURRENT_VERSION %d to %d",
                schema.file(),
                version - 1,
                version));
    terminal
        .out()
        .println(
            rebuilt == null
                ? "Write the SQL of version " + version + "; the compiler checks it."
                : "Change the table in the @Up of version "
                    + version
                    + "; the compiler checks it.");
  }
}
