package dev.rungs.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that undoes migrations. Asks first, unless rungs.yes says so. */
abstract class UndoMojo extends DatabaseMojo {
  /** Confirms in advance. */
  @Parameter(property = "rungs.yes", defaultValue = "false")
  private boolean yes;

  /** The folder for the backup; by default beside the file. */
  @Parameter(property = "rungs.backups")
  private File backups;

  /** Makes no backup. */
  @Parameter(property = "rungs.noBackup", defaultValue = "false")
  private boolean noBackup;

  /** Adds what all of them have. */
  final List<String> confirmed(List<String> args) {
    flag(args, "--yes", yes);
    UpgradeMojo.backups(args, backups, noBackup);
    return args;
  }
}
