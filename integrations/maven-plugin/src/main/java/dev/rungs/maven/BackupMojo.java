package dev.rungs.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Backs the database up, as of one moment, even while it is in use. Compiles first. */
@Mojo(name = "backup", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class BackupMojo extends DatabaseMojo {
  /** The backup file, which must not exist; by default beside the database, with the date. */
  @Parameter(property = "rungs.to")
  private File to;

  @Override
  List<String> fileCommand() {
    List<String> args = new ArrayList<>(List.of("backup"));
    option(args, "--to", to == null ? null : shortened(to.toPath()));
    return args;
  }
}
