package dev.rungs.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Cuts the history short: writes one migration that builds the whole schema of a version, and makes
 * it the baseline. Deletes nothing. Compiles first.
 */
@Mojo(name = "squash", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class SquashMojo extends CommandMojo {
  /** The version that becomes the lowest. */
  @Parameter(property = "rungs.to", required = true)
  private Integer to;

  /** The source folder. */
  @Parameter(property = "rungs.source", defaultValue = "${project.build.sourceDirectory}")
  private File source;

  /** What the new migration is called; by default baseline_VERSION. */
  @Parameter(property = "rungs.name")
  private String name;

  /** The committed lock file, if there is one. */
  @Parameter(property = "rungs.lock", defaultValue = "${project.basedir}/src/main/rungs.lock")
  private File lock;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("squash"));
    option(args, "--to", to);
    option(args, "--source", shortened(source.toPath()));
    option(args, "--name", name);
    option(args, "--lock", lock.exists() ? shortened(lock.toPath()) : null);
    return args;
  }
}
