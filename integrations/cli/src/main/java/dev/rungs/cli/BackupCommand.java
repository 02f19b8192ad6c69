package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Backs up a file that may be in use. */
@Command(
    name = "backup",
    description = "Back up the file, as of one moment, even while it is in use.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class BackupCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "The backup file, which must not exist. Default: beside the file, with the date.")
  Path target;

  @Override
  public Integer call() {
    Path file = root.existingFile();
    Migrator migrator = root.migrator().build();
    Path copy = target == null ? named(file, migrator.status(file)) : target;
    migrator.backup(file, copy);
    long size = copy.toFile().length();
    Terminal terminal = root.terminal();
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(Json.object().put("database", file).put("copy", copy).put("bytes", size)));
    } else {
      terminal.out().println("Copied " + file + " to " + copy + " (" + Texts.bytes(size) + ").");
    }
    return ExitCode.OK;
  }

  private Path named(Path file, MigrationStatus status) {
    return file.resolveSibling(
        file.getFileName()
            + ".v"
            + status.storedVersion()
            + "-"
            + TIME.format(root.session.clock().instant())
            + ".bak");
  }
}
