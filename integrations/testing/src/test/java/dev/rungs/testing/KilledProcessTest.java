package dev.rungs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.replay.SampleData;
import dev.rungs.processor.replay.StoredData;
import dev.rungs.runtime.Registry;
import dev.rungs.testing.notes.MigrationRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests copy the files in the middle of a migration instead of killing a process. That both
 * leave the same is seen here, with a process that is really killed.
 */
class KilledProcessTest {
  private static final int KILLED = 137;

  @TempDir Path folder;

  /** Runs the second migration and does not live to commit it. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      run(Path.of(args[0]), () -> Runtime.getRuntime().halt(KILLED));
    }
  }

  private static void run(Path file, Runnable atTheEnd) {
    Registry registry =
        ChangedRegistry.interrupted(
            MigrationRegistry.INSTANCE.upTo(2), connection -> atTheEnd.run());
    TestDatabase.on(
        file,
        connection -> {
          TestDatabase.execute(connection, "PRAGMA cache_size=1");
          return TestDatabase.migrator(registry).migrate(connection);
        });
  }

  @Test
  void aKilledProcessLeavesWhatACopyShows() throws Exception {
    Path killed = start("killed.db");
    Path copied = start("copied.db");
    StoredData before = TestDatabase.read(killed);
    TestFolder copies = new TestFolder();
    Path[] copy = new Path[1];

    assertEquals(KILLED, runChild(killed));
    run(copied, () -> copy[0] = copies.copy(copied));

    for (Path left : List.of(killed, copy[0])) {
      assertTrue(Files.size(Path.of(left + "-journal")) > 0, "in the middle of a transaction");
      assertEquals(1, TestDatabase.version(left));
      StoredData after = TestDatabase.read(left);
      assertEquals(List.of(), after.differencesFrom(before));
      assertEquals(List.of(), after.schemaDifferencesFrom(before));
    }
    assertEquals(2, TestDatabase.version(copied));
    copies.delete();
  }

  private Path start(String name) throws Exception {
    Path file = folder.resolve(name);
    Registry registry = MigrationRegistry.INSTANCE;
    TestDatabase.migrator(registry.upTo(1)).migrate(file);
    TestDatabase.on(file, c -> SampleData.fill(c, registry.migration(2), row -> true));
    return file;
  }

  private static int runChild(Path file) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = child.waitFor();
    assertEquals(KILLED, exit, output);
    return exit;
  }
}
