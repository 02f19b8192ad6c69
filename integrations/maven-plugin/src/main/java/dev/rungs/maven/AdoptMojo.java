package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Gives a database that has tables but no version the version whose schema it has. Compiles first.
 */
@Mojo(name = "adopt", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class AdoptMojo extends DatabaseMojo {
  /** The version, if several have the schema of the database. */
  @Parameter(property = "rungs.as")
  private Integer as;

  /** With rungs.as: accepts a schema that differs from that of the version. */
  @Parameter(property = "rungs.allowDrift", defaultValue = "false")
  private boolean allowDrift;

  @Override
  List<String> fileCommand() {
    List<String> args = new ArrayList<>(List.of("adopt"));
    option(args, "--as", as);
    flag(args, "--allow-drift", allowDrift);
    return args;
  }
}
