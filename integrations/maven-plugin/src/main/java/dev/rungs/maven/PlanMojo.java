package dev.rungs.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows what the goal up would do. Compiles first. */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class PlanMojo extends UpgradeMojo {
  /** Shows the SQL of each pending migration. */
  @Parameter(property = "rungs.sql", defaultValue = "false")
  private boolean sql;

  /** Applies the pending migrations to a copy and shows what they change. */
  @Parameter(property = "rungs.executeOnCopy", defaultValue = "false")
  private boolean executeOnCopy;

  /** The folder for that copy; by default the system's temporary folder. */
  @Parameter(property = "rungs.copyIn")
  private File copyIn;

  @Override
  List<String> fileCommand() {
    List<String> args = permitted("plan");
    flag(args, "--sql", sql);
    flag(args, "--execute-on-copy", executeOnCopy);
    option(args, "--copy-in", copyIn);
    return args;
  }
}
