package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the next migration's class and raises CURRENT_VERSION. */
@Mojo(name = "create", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class CreateMojo extends SourceMojo {
  /** What the migration does, as in add_user_roles. */
  @Parameter(property = "rungs.name", required = true)
  private String name;

  /** Puts the SQL into .up.sql and .down.sql files. */
  @Parameter(property = "rungs.files", defaultValue = "false")
  private boolean files;

  /** A table of the compiled schema whose whole rebuild is written. */
  @Parameter(property = "rungs.rebuild")
  private String rebuild;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("create", name));
    flag(args, "--files", files);
    option(args, "--rebuild", rebuild);
    return inSources(args);
  }
}
