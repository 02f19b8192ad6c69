package dev.rungs.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that writes sources. It does not compile first: the sources may not compile yet. */
abstract class SourceMojo extends CommandMojo {
  /** The source folder. */
  @Parameter(property = "rungs.source", defaultValue = "${project.build.sourceDirectory}")
  private File source;

  /** The schema class, if the sources have several. */
  @Parameter(property = "rungs.schema")
  private String schema;

  /** Adds what all of them have. */
  final List<String> inSources(List<String> args) {
    option(args, "--source", shortened(source.toPath()));
    option(args, "--schema", schema);
    return args;
  }
}
