package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every jar contains the licence, as its section 4 demands. */
class LicenseTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        dev.rungs.Migration.class,
        dev.rungs.runtime.Migrator.class,
        dev.rungs.processor.MigrationProcessor.class,
        dev.rungs.check.FolderCheck.class,
        RungsCli.class
      })
  void everyPublishedModuleHasIt(Class<?> ofModule) throws Exception {
    URL module = ofModule.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader only = new URLClassLoader(new URL[] {module}, null);
        InputStream license = only.getResourceAsStream("META-INF/LICENSE")) {
      String text =
          license == null
              ? "none in " + module
              : new String(license.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(Files.readString(Path.of("..", "..", "LICENSE")), text);
    }
  }
}
