package dev.rungs.maven;

import dev.rungs.cli.RungsCli;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** A goal that is a command of {@code rungs}, on the classes of the project. */
abstract class CommandMojo extends AbstractMojo {
  /** The exit code of {@code status --exit-code}. */
  private static final int PENDING = 3;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /** Skips the goal. */
  @Parameter(property = "rungs.skip", defaultValue = "false")
  private boolean skip;

  /** The registry class, if the project has several. */
  @Parameter(property = "rungs.registry")
  private String registry;

  /** Prints one JSON document instead of text. */
  @Parameter(property = "rungs.json", defaultValue = "false")
  private boolean json;

  /** The command and its own options. */
  abstract List<String> command();

  /** The project that the goal runs in. */
  final MavenProject project() {
    return project;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped (rungs.skip).");
      return;
    }
    List<String> args = new ArrayList<>(command());
    args.add("--classpath=" + String.join(File.pathSeparator, classPath()));
    option(args, "--registry", registry);
    flag(args, "--json", json);
    int code = RungsCli.standalone().named("mvn rungs:").execute(args.toArray(String[]::new));
    if (code != 0) {
      throw new MojoFailureException(
          code == PENDING
              ? "Migrations are pending."
              : "rungs:" + args.get(0) + " failed; the reason is above.");
    }
  }

  private List<String> classPath() throws MojoExecutionException {
    try {
      return project.getRuntimeClasspathElements().stream()
          .filter(entry -> Files.exists(Path.of(entry)))
          .toList();
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("The dependencies of the project are not resolved.", e);
    }
  }

  /** Maven makes a path absolute; messages are read more easily with the one that was written. */
  static Path shortened(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  /** Adds an option that has a value, if it has one. */
  static void option(List<String> args, String name, Object value) {
    if (value != null) {
      args.add(name + "=" + value);
    }
  }

  /** Adds an option without a value, if it is wanted. */
  static void flag(List<String> args, String name, boolean wanted) {
    if (wanted) {
      args.add(name);
    }
  }
}
