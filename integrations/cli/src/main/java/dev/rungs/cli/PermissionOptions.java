package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an upgrade is permitted to do. */
final class PermissionOptions {
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
              + " backed up first.")
  String destructive;

  @Option(
      names = "--allow-rebuild",
      description = "Permit wiping the content if a rebuild is pending.")
  boolean rebuild;

  @Option(
      names = "--allow-rebuild-of-newer",
      description = "Permit wiping a file that a newer build wrote.")
  boolean rebuildOfNewer;

  @Option(
      names = "--allow-drift",
      description = "Continue although the schema is not the one its version should have.")
  boolean drift;

  @Option(
      names = "--one-transaction",
      description = "Apply all or nothing, instead of one transaction per migration.")
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
}
