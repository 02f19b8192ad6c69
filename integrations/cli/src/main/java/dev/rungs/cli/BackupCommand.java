package dev.rungs.cli;

import dev.rungs.runtime.MigrationStatus;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    if (root.isServer() && target == null) {
      throw new ParameterException(
          root.spec.commandLine(), "Name the backup of a server with --to COPY.");
    }
    Database database = root.existingDatabase(root.registry(), Grants.NONE);
    Path copy = target == null ? named(root.file(), database.status()) : target;
    database.backup(copy);
    long size = copy.toFile().length();
    Terminal terminal = root.terminal();
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(
                  Json.object().put("database", database).put("copy", copy).put("bytes", size)));
    } else {
      terminal
          .out()
          .println("Copied " + database + " to " + copy + " (" + Texts.bytes(size) + ").");
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
