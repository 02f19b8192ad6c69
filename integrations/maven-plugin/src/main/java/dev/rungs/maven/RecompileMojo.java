package dev.rungs.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Makes the compiler run again when a script changed: Maven looks at Java sources only, and would
 * package a registry with the old SQL. Bound to {@code generate-sources}.
 */
@Mojo(name = "recompile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class RecompileMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /**
   * The folders whose {@code .sql} and {@code .lock} files the compiler reads. By default the
   * sources and resources of the project.
   */
  @Parameter private List<File> scripts;

  @Override
  public void execute() throws MojoExecutionException {
    List<Path> sources = project.getCompileSourceRoots().stream().map(Path::of).toList();
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    Path record = Path.of(project.getBuild().getDirectory(), "rungs", "scripts.sha256");
    try {
      ScriptChanges changes = new ScriptChanges(record, folders(sources));
      if (changes.found()) {
        int deleted = new MigrationClasses(sources, classes).delete();
        if (deleted > 0) {
          getLog().info("A script changed: migrations are compiled again.");
        }
        changes.remember();
      }
    } catch (IOException e) {
      throw new MojoExecutionException("The scripts could not be compared: " + e + ".", e);
    }
  }

  private List<Path> folders(List<Path> sources) {
    if (scripts != null && !scripts.isEmpty()) {
      return scripts.stream().map(File::toPath).toList();
    }
    List<Path> folders = new ArrayList<>(sources);
    for (Resource resource : project.getBuild().getResources()) {
      folders.add(Path.of(resource.getDirectory()));
    }
    // Where a lock file usually is.
    folders.add(project.getBasedir().toPath().resolve("src/main"));
    return folders;
  }
}
