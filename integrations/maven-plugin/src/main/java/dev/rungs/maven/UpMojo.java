package dev.rungs.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Applies the pending migrations. Compiles first. */
@Mojo(name = "up", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class UpMojo extends UpgradeMojo {
  /** Creates the database if the file does not exist. */
  @Parameter(property = "rungs.create", defaultValue = "false")
  private boolean create;

  /** Refuses if an applied migration was edited afterwards. Otherwise a warning. */
  @Parameter(property = "rungs.strict", defaultValue = "false")
  private boolean strict;

  /** The folder for the backup; by default beside the file. */
  @Parameter(property = "rungs.backups")
  private File backups;

  /** Makes no backup. */
  @Parameter(property = "rungs.noBackup", defaultValue = "false")
  private boolean noBackup;

  @Override
  List<String> fileCommand() {
    List<String> args = permitted("up");
    flag(args, "--create", create);
    flag(args, "--strict", strict);
    backups(args, backups, noBackup);
    return args;
  }
}
