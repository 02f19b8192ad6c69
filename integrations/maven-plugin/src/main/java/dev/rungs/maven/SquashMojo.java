package dev.rungs.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Replaces the migrations up to a version by one, the baseline. Compiles first. */
@Mojo(name = "squash", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class SquashMojo extends CommandMojo {
  /** The version that becomes the lowest. Files below it will be refused. */
  @Parameter(property = "rungs.to", required = true)
  private Integer to;

  /** The source folder. */
  @Parameter(property = "rungs.source", defaultValue = "${project.build.sourceDirectory}")
  private File source;

  /** The lock file of -Arungs.lock, by which the compiler proves that the schema stays the same. */
  @Parameter(property = "rungs.lock")
  private File lock;

  /** What the new migration is called; by default baseline_VERSION. */
  @Parameter(property = "rungs.name")
  private String name;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("squash"));
    option(args, "--to", to);
    option(args, "--source", shortened(source.toPath()));
    option(args, "--lock", lock == null ? null : shortened(lock.toPath()));
    option(args, "--name", name);
    return args;
  }
}
