package dev.rungs.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the next migration's class and raises CURRENT_VERSION. */
@Mojo(name = "create", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class CreateMojo extends CommandMojo {
  /** What the migration does, as in add_user_roles. */
  @Parameter(property = "rungs.name", required = true)
  private String name;

  /** The source folder. */
  @Parameter(property = "rungs.source", defaultValue = "${project.build.sourceDirectory}")
  private File source;

  /** The schema class, if the sources have several. */
  @Parameter(property = "rungs.schema")
  private String schema;

  /** Puts the SQL into .up.sql and .down.sql files. */
  @Parameter(property = "rungs.files", defaultValue = "false")
  private boolean files;

  /** A table of the compiled schema whose whole rebuild is written. */
  @Parameter(property = "rungs.rebuild")
  private String rebuild;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("create", name));
    option(args, "--source", source);
    option(args, "--schema", schema);
    flag(args, "--files", files);
    option(args, "--rebuild", rebuild);
    return args;
  }
}
