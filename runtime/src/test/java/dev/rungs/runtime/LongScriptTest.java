package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long script is read and run in little more memory than its text takes. */
class LongScriptTest {
  private static final int MEGABYTES = 16;

  @TempDir Path folder;

  @Test
  void runsInAHeapOfTwiceItsText() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + 2 * MEGABYTES + "m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Upgrade.class.getName(),
                folder.resolve("words.db").toString())
            .redirectErrorStream(true)
            .start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals("at version 2", output);
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** Creates a file, and upgrades it by the long script. */
  static final class Upgrade {
    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      Registry words = new Words();
      Migrator.builder(words.upTo(1)).build().migrate(file);
      Migrator.builder(words).build().migrate(file);
      System.out.println("at version " + words.currentVersion());
    }
  }

  private static final class Words implements Registry {
    private static final String ROW =
        "INSERT INTO words (word) VALUES ('" + "lorem ipsum dolor ".repeat(50) + "');\n";

    /** One text, as that of a generated registry is. */
    private final String fill = ROW.repeat(MEGABYTES * 1_000_000 / ROW.length());

    @Override
    public String schemaName() {
      return "app.Words";
    }

    @Override
    public int currentVersion() {
      return 2;
    }

    @Override
    public MigrationDefinition migration(int version) {
      return MigrationDefinition.builder(version, "v" + version, "app.V" + version)
          .up(
              version == 1
                  ? "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL);"
                  : fill)
          .build();
    }
  }
}
