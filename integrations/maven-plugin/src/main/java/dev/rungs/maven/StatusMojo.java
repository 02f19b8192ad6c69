package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows which migrations the database has and which are pending. Compiles first. */
@Mojo(name = "status", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class StatusMojo extends DatabaseMojo {
  /** Fails the build if migrations are pending. */
  @Parameter(property = "rungs.failIfPending", defaultValue = "false")
  private boolean failIfPending;

  /** Fails the build if an applied migration was edited afterwards. Otherwise a warning. */
  @Parameter(property = "rungs.strict", defaultValue = "false")
  private boolean strict;

  @Override
  List<String> fileCommand() {
    List<String> args = new ArrayList<>(List.of("status"));
    flag(args, "--exit-code", failIfPending);
    flag(args, "--strict", strict);
    return args;
  }
}
