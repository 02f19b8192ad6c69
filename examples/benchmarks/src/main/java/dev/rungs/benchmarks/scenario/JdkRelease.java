package dev.rungs.benchmarks.scenario;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Reads which JDK a folder holds. */
final class JdkRelease {
  private JdkRelease() {}

  static String of(Path home) throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return version.replaceFirst("[.].*", "");
  }
}
