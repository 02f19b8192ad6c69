package dev.rungs.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that upgrades, or plans to: what it is permitted to do. */
abstract class UpgradeMojo extends DatabaseMojo {
  /** Approves pending migrations that lose data: their versions, as in 3,5, or all. */
  @Parameter(property = "rungs.allowDestructive")
  private String allowDestructive;

  /** Permits wiping the content if a rebuild is pending. */
  @Parameter(property = "rungs.allowRebuild", defaultValue = "false")
  private boolean allowRebuild;

  /** Permits wiping a file that a newer build wrote. */
  @Parameter(property = "rungs.allowRebuildOfNewer", defaultValue = "false")
  private boolean allowRebuildOfNewer;

  /** Continues although the schema is not the one its version should have. */
  @Parameter(property = "rungs.allowDrift", defaultValue = "false")
  private boolean allowDrift;

  /** Applies all or nothing, instead of one transaction per migration. */
  @Parameter(property = "rungs.oneTransaction", defaultValue = "false")
  private boolean oneTransaction;

  final List<String> permitted(String command) {
    List<String> args = new ArrayList<>(List.of(command));
    option(args, "--allow-destructive", allowDestructive);
    flag(args, "--allow-rebuild", allowRebuild);
    flag(args, "--allow-rebuild-of-newer", allowRebuildOfNewer);
    flag(args, "--allow-drift", allowDrift);
    flag(args, "--one-transaction", oneTransaction);
    return args;
  }

  static void backups(List<String> args, File folder, boolean none) {
    if (none) {
      args.add("--no-backup");
    } else {
      option(args, "--backups", folder);
    }
  }
}
