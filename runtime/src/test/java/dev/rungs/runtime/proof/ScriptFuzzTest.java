package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.internal.sql.ScriptRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts with words missing, doubled, swapped and put in are run, up and down. One that fails does
 * so by a {@link MigrationException} and leaves every byte as it was; one that does not leaves a
 * sound file, at its version where the compiler would have let it pass.
 *
 * <p>{@code rungs.soak.scripts} sets how many scripts.
 */
class ScriptFuzzTest {
  @TempDir Path folder;

  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void mangledScriptsFailWholeOrWorkWhole() throws IOException, SQLException {
    int inputs = Counts.of("rungs.soak.scripts", 4000);
    long seed = Counts.seed();
    Shape[] shapes = {Shape.NOTES, Shape.SEARCH, Shape.FAMILY};
    Map<Shape, byte[]> first = new TreeMap<>();
    Map<Shape, byte[]> second = new TreeMap<>();
    for (Shape shape : shapes) {
      Path file = folder.resolve(shape.name());
      Migrator.builder(shape.ladder().upTo(1)).build().migrate(file);
      try (Connection connection = PlainSqlite.file(file)) {
        shape.fill(connection, 8);
      }
      first.put(shape, Files.readAllBytes(file));
      Migrator.builder(shape.ladder().upTo(2)).build().migrate(file);
      second.put(shape, Files.readAllBytes(file));
    }
    try (FuzzFolder place = new FuzzFolder()) {
      for (int input = 0; input < inputs; input++) {
        Random random = Counts.random(seed, input);
        Shape shape = shapes[random.nextInt(shapes.length)];
        boolean down = random.nextInt(4) == 0;
        String script = script(shape, down, random);
        try {
          place.put((down ? second : first).get(shape));
          tryOne(shape, script, down, place);
        } catch (Throwable t) {
          throw new AssertionError(
              "Input " + input + " with -Drungs.seed=" + seed + ", script: " + script, t);
        }
      }
    }
    System.out.printf("%d mangled scripts: %s%n", inputs, outcomes);
  }

  private static String script(Shape shape, boolean down, Random random) {
    int version = down || random.nextInt(4) > 0 ? 2 : 2 + random.nextInt(shape.current() - 1);
    String script =
        down
            ? shape.ladder().migration(2).down().orElseThrow()
            : shape.ladder().migration(version).up().orElseThrow();
    return ScriptDamage.some(script, random);
  }

  private void tryOne(Shape shape, String script, boolean down, FuzzFolder place)
      throws IOException, SQLException {
    String good = shape.ladder().migration(1).up().orElseThrow();
    Ladder.Builder ladder =
        Ladder.named(shape.ladder().schemaName()).sql(name(shape, 1), good, "SELECT 1;");
    if (down) {
      ladder.sql(name(shape, 2), shape.ladder().migration(2).up().orElseThrow(), script);
    } else {
      ladder.sql(name(shape, 2), script, null);
    }
    Migrator migrator =
        Migrator.builder(ladder.unproven())
            .allowDestructive()
            .withoutBackups()
            .busyTimeout(Duration.ofMillis(200))
            .build();
    try {
      if (down) {
        migrator.rollbackTo(place.file(), 1);
      } else {
        migrator.migrate(place.file());
      }
      outcomes.merge("done", 1, Integer::sum);
    } catch (MigrationException typed) {
      outcomes.merge(typed.getClass().getSimpleName(), 1, Integer::sum);
      assertNull(place.difference(), () -> "changed in spite of " + typed);
      return;
    }
    try (Connection connection = PlainSqlite.file(place.file())) {
      String version = down ? "1" : "2";
      assertEquals("ok", DatabaseContent.value(connection, "PRAGMA integrity_check"));
      if (!ScriptRules.violations(script).isEmpty()) {
        // The compiler refuses it by its words alone, so no registry has it.
        return;
      }
      assertEquals(version, DatabaseContent.value(connection, "PRAGMA user_version"));
      assertEquals(
          version, DatabaseContent.value(connection, "SELECT count(*) FROM rungs_history"));
    }
  }

  private static String name(Shape shape, int version) {
    return shape.ladder().migration(version).name();
  }
}
