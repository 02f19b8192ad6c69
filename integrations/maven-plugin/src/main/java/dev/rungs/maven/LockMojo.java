package dev.rungs.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Copies the lock that the compiler wrote over the committed one: at a release, or to accept a
 * change of a migration that was never released. Compiles first, with the lock that is there.
 */
@Mojo(name = "lock", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class LockMojo extends AbstractMojo {
  /** The folder of the compiled classes. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true)
  private File classes;

  /** The committed file, which the compiler option {@code -Arungs.lock} names. */
  @Parameter(property = "rungs.lock", defaultValue = "${project.basedir}/src/main/rungs.lock")
  private File lock;

  /** The registry class, if the project has several. */
  @Parameter(property = "rungs.registry")
  private String registry;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    List<Path> written = written();
    if (written.size() != 1) {
      throw new MojoFailureException(
          written.isEmpty()
              ? "The compiler wrote no lock. Add <arg>-Arungs.lock="
                  + lock
                  + "</arg> to the <compilerArgs> of the maven-compiler-plugin, then run"
                  + " mvn clean rungs:lock."
              : "There are several locks: " + names(written) + ". Choose one with rungs.registry.");
    }
    try {
      Files.createDirectories(lock.toPath().toAbsolutePath().getParent());
      Files.copy(written.get(0), lock.toPath(), StandardCopyOption.REPLACE_EXISTING);
      getLog().info("Wrote " + lock + "; commit it.");
    } catch (IOException e) {
      throw new MojoExecutionException(lock + " could not be written: " + e + ".", e);
    }
  }

  private List<Path> written() throws MojoExecutionException {
    Path folder = classes.toPath().resolve("META-INF/rungs");
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".lock"))
          .filter(file -> registry == null || file.endsWith(registry + ".lock"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MojoExecutionException(folder + " could not be read: " + e + ".", e);
    }
  }

  private static String names(List<Path> files) {
    return String.join(", ", files.stream().map(file -> file.getFileName().toString()).toList());
  }
}
