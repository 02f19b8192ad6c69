package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Undoes the last migration, or all above a version. Asks first, unless rungs.yes says so. Compiles
 * first.
 */
@Mojo(name = "down", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DownMojo extends UndoMojo {
  /** The version to roll back to; by default one below the version of the file. */
  @Parameter(property = "rungs.to")
  private Integer to;

  @Override
  List<String> fileCommand() {
    List<String> args = new ArrayList<>(List.of("down"));
    option(args, "--to", to);
    return confirmed(args);
  }
}
