package dev.rungs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes annotated classes for the migrations of another tool. */
@Command(
    name = "import",
    description = {
      "Write annotated classes for the SQLite migrations in a folder, of whatever tool.",
      "The classes compile; what a person must still decide is printed. No file is overwritten."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class ImportCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Mixin FolderOptions options;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      required = true,
      description = "The package of the classes, as com.example.app.")
  String packageName;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "src/main/java",
      description = "The source folder. Default: ${DEFAULT-VALUE}.")
  Path out;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      defaultValue = "AppSchema",
      description = "The name of the schema class. Default: ${DEFAULT-VALUE}.")
  String schema;

  @Option(
      names = "--baseline",
      paramLabel = "VERSION",
      description =
          "The version of the tool that the classes begin with; its whole schema becomes one"
              + " migration. Default: as early as the classes compile.")
  String baseline;

  @Override
  public Integer call() {
    CheckModule.require();
    return new ImportRun(this).run();
  }
}
