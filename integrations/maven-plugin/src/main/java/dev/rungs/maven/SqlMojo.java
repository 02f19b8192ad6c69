package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Prints a script that takes a file from one version to another, up or down. Compiles first. */
@Mojo(name = "sql", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class SqlMojo extends CommandMojo {
  /** The version that the file has; 0 for a new one. */
  @Parameter(property = "rungs.from", required = true)
  private Integer from;

  /** The version that it gets; by default the current one. */
  @Parameter(property = "rungs.to")
  private Integer to;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("sql"));
    option(args, "--from", from);
    option(args, "--to", to);
    return args;
  }
}
