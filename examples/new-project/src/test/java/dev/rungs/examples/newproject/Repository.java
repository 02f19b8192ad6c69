package dev.rungs.examples.newproject;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository that begins with nothing but this build's Rungs, as if it had been
 * released. What else a project needs comes from the repository that this build uses, or from where
 * the user's settings say.
 */
final class Repository {
  private static final Path REACTOR = Path.of("..", "..");
  private static final String VERSION = System.getProperty("rungs.version");

  private final Path folder;

  private Repository(Path folder) {
    this.folder = folder;
  }

  static Repository create() throws IOException {
    Repository repository = new Repository(Path.of("target", "repository").toAbsolutePath());
    repository.put("rungs-parent", ".pom", REACTOR.resolve("pom.xml"));
    repository.put("rungs-integrations", ".pom", REACTOR.resolve("integrations/pom.xml"));
    for (String module : List.of("annotations", "runtime", "processor")) {
      assertTrue(repository.putModule(REACTOR.resolve(module)), module + ": run mvn verify -am");
    }
    try (Stream<Path> integrations = Files.list(REACTOR.resolve("integrations"))) {
      for (Path module : integrations.filter(Files::isDirectory).toList()) {
        repository.putModule(module);
      }
    }
    return repository;
  }

  /** Puts a module there if it was built. */
  private boolean putModule(Path home) throws IOException {
    String artifact = "rungs-" + home.getFileName();
    Path jar = home.resolve("target").resolve(artifact + "-" + VERSION + ".jar");
    if (Files.notExists(jar)) {
      return false;
    }
    put(artifact, ".pom", home.resolve("pom.xml"));
    put(artifact, ".jar", jar);
    return true;
  }

  Path folder() {
    return folder;
  }

  /** Settings of the machine, not of the user: where the rest is looked for first. */
  Path settings() throws IOException {
    String outer = Path.of(System.getProperty("rungs.localRepository")).toUri().toString();
    String place =
        "<id>this-build</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>"
            .formatted(outer);
    return Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <profiles>
            <profile>
              <id>this-build</id>
              <repositories><repository>%1$s</repository></repositories>
              <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>this-build</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(place));
  }

  private void put(String artifact, String suffix, Path file) throws IOException {
    Path home = folder.resolve("dev/rungs").resolve(artifact).resolve(VERSION);
    Files.createDirectories(home);
    Files.copy(
        file, home.resolve(artifact + "-" + VERSION + suffix), StandardCopyOption.REPLACE_EXISTING);
  }
}
