package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Moves migrations behind all others, after two branches took one version. */
@Mojo(name = "renumber", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class RenumberMojo extends SourceMojo {
  /**
   * The migration classes to move, which no release has yet, with commas between them; by default,
   * of two with one version, the one that git added later.
   */
  @Parameter(property = "rungs.classes")
  private List<String> classes;

  @Override
  List<String> command() {
    List<String> args = new ArrayList<>(List.of("renumber"));
    if (classes != null) {
      args.addAll(classes);
    }
    return inSources(args);
  }
}
