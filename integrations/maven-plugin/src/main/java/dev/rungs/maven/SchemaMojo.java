package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Prints the schema of a version as SQL. Compiles first. */
@Mojo(name = "schema", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class SchemaMojo extends CommandMojo {
  /** The version; by default the current one. */
  @Parameter(property = "rungs.at")
  private Integer at;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("schema"));
    option(args, "--at", at);
    return args;
  }
}
