package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's command as a process of its own, stopped in the middle as Ctrl-C does. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetProcessTest {
  private static final int FILES = 1_000;

  @TempDir Path folder;

  @Test
  void aStoppedRunSaysSoAndTheSameCommandContinuesIt() throws Exception {
    Path tenants = Files.createDirectory(folder.resolve("tenants"));
    Path model = tenants.resolve("t0.db");
    Migrator.builder(Notes.release(1)).build().migrate(model);
    for (int i = 1; i < FILES; i++) {
      Files.copy(model, tenants.resolve("t" + i + ".db"));
    }
    Process process = start(tenants);
    Migrator now = Migrator.builder(Notes.release(3)).build();
    while (process.isAlive() && !anyIsCurrent(tenants)) {
      Thread.sleep(20);
    }
    process.destroy(); // SIGTERM, which the JVM treats as SIGINT
    int code = process.waitFor();
    String out = Files.readString(folder.resolve("out"));
    assertEquals(143, code, out);
    assertTrue(out.contains("The run was cancelled."), out);
    assertTrue(out.contains("Run the same command again to continue."), out);
    for (int i = 0; i < FILES; i++) {
      int version = now.status(tenants.resolve("t" + i + ".db")).storedVersion();
      assertTrue(version == 1 || version == 3, "t" + i + " is at version " + version);
    }
    Process again = start(tenants);
    code = again.waitFor();
    out = Files.readString(folder.resolve("out"));
    assertEquals(0, code, out);
    assertTrue(out.contains("continuing an earlier run"), out);
    assertTrue(out.contains("migrated  " + FILES), "of both: " + out);
  }

  private static boolean anyIsCurrent(Path tenants) {
    Migrator now = Migrator.builder(Notes.release(3)).build();
    for (int i = 0; i < FILES; i += 20) {
      if (now.status(tenants.resolve("t" + i + ".db")).storedVersion() == 3) {
        return true;
      }
    }
    return false;
  }

  private Process start(Path tenants) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), NotesProgram.class.getName(), "3"));
    command.addAll(List.of("fleet", "up", tenants.toString()));
    command.add("--journal=" + folder.resolve("fleet.journal"));
    // To a file, for destroy() closes a pipe.
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }
}
