package dev.rungs.examples.newproject;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A local Maven repository that begins with nothing but this build's Rungs, as if it had been
 * released. What else a project needs comes from the repository that this build uses, or from where
 * the user's settings say.
 */
final class Repository {
  private static final Path REACTOR = Path.of("..", "..");
  private static final String VERSION = System.getProperty("rungs.version");
  private static final Map<String, String> MODULES =
      Map.of(
          "rungs-annotations", "annotations",
          "rungs-runtime", "runtime",
          "rungs-processor", "processor",
          "rungs-cli", "integrations/cli",
          "rungs-testing", "integrations/testing");

  private final Path folder;

  private Repository(Path folder) {
    this.folder = folder;
  }

  static Repository create() throws IOException {
    Repository repository = new Repository(Path.of("target", "repository").toAbsolutePath());
    repository.put("rungs-parent", ".pom", REACTOR.resolve("pom.xml"));
    repository.put("rungs-integrations", ".pom", REACTOR.resolve("integrations/pom.xml"));
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      Path home = REACTOR.resolve(module.getValue());
      String artifact = module.getKey();
      Path jar = home.resolve("target").resolve(artifact + "-" + VERSION + ".jar");
      assertTrue(Files.exists(jar), () -> jar + " is missing: run mvn verify with -am.");
      repository.put(artifact, ".pom", home.resolve("pom.xml"));
      repository.put(artifact, ".jar", jar);
    }
    return repository;
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
