package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the caller permits an upgrade to do. */
final class Permissions {
  private static final String ALL = "all";

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--allow-destructive",
      paramLabel = "VERSIONS",
      arity = "0..1",
      fallbackValue = ALL,
      description =
          "Approve pending migrations that lose data: those listed, as in 3,5, or all. The file is"
              + " copied first.")
  String destructive;

  @Option(
      names = "--allow-rebuild",
      description = "Permit the content to be wiped where a rebuild is pending.")
  boolean rebuild;

  @Option(
      names = "--allow-rebuild-of-newer",
      description = "Permit a file that a newer build wrote to be wiped.")
  boolean rebuildOfNewer;

  @Option(
      names = "--allow-drift",
      description = "Go on although the schema is not the one its version should have.")
  boolean drift;

  @Option(
      names = "--one-transaction",
      description = "Apply all or nothing, instead of one transaction a migration.")
  boolean oneTransaction;

  void grant(Migrator.Builder migrator) {
    if (ALL.equals(destructive)) {
      migrator.allowDestructive();
    } else if (destructive != null) {
      migrator.allowDestructive(versions());
    }
    if (rebuild) {
      migrator.allowRebuild();
    }
    if (rebuildOfNewer) {
      migrator.allowRebuildOfNewer();
    }
    if (drift) {
      migrator.allowDrift();
    }
    if (oneTransaction) {
      migrator.transactions(Transactions.ALL);
    }
  }

  private int[] versions() {
    try {
      return Arrays.stream(destructive.split(",", -1))
          .mapToInt(version -> Integer.parseInt(version.strip()))
          .toArray();
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--allow-destructive takes versions, as in 3,5, not '" + destructive + "'.",
          e);
    }
  }

  /** Where copies go. */
  static final class Backups {
    @Option(
        names = "--backups",
        paramLabel = "DIR",
        description = "Where the copy is made. Default: beside the file.")
    Path directory;

    @Option(names = "--no-backup", description = "Make no copy.")
    boolean none;

    void apply(Migrator.Builder migrator) {
      if (none) {
        migrator.withoutBackups();
      } else if (directory != null) {
        migrator.backups(directory);
      }
    }
  }
}
