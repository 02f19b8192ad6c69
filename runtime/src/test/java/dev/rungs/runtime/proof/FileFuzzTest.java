package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with damage in their header, their pages, their length and their history are opened in
 * every way. Whatever is thrown is a {@link MigrationException}, and where nothing was done not a
 * byte is changed.
 *
 * <p>{@code rungs.soak.files} sets how many files.
 */
class FileFuzzTest {
  @TempDir Path folder;

  private long seed;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /** A file to damage. */
  private record Original(Shape shape, byte[] bytes, byte[] log) {}

  /** Counts what was done, so that a failure after a finished migration is not taken for none. */
  private static final class Finished implements MigrationListener {
    private int count;
    private boolean adopts;

    @Override
    public void planned(MigrationPlan plan) {
      adopts = plan.action() == MigrationPlan.Action.ADOPT;
    }

    @Override
    public void finished(MigrationDefinition migration, Duration duration) {
      count++;
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damagedFilesAreRefusedByTypedErrors() throws IOException, SQLException {
    int inputs = Counts.of("rungs.soak.files", 6000);
    seed = Counts.seed();
    List<Original> originals = originals();
    try (FuzzFolder place = new FuzzFolder()) {
      for (int input = 0; input < inputs; input++) {
        Random random = Counts.random(seed, input);
        Original original = originals.get(random.nextInt(originals.size()));
        try {
          tryOne(original, random, place);
        } catch (Throwable t) {
          throw new AssertionError("Input " + input + " with -Drungs.seed=" + seed, t);
        }
      }
    }
    System.out.printf("%d damaged files: %s%n", inputs, outcomes);
  }

  private void tryOne(Original original, Random random, FuzzFolder place)
      throws IOException, SQLException {
    byte[] damaged = FileDamage.some(original.bytes(), random);
    place.put(damaged);
    if (random.nextInt(4) == 0) {
      FileDamage.history(place.file(), random);
      damaged = Files.readAllBytes(place.file());
      place.put(damaged);
    }
    boolean withLog = original.log().length > 0;
    if (withLog) {
      byte[] log = random.nextBoolean() ? FileDamage.some(original.log(), random) : original.log();
      place.putBeside("-wal", log);
    }
    Finished finished = new Finished();
    String way = "";
    try {
      way = open(original.shape(), random, place.file(), finished);
      count(way + " ok");
    } catch (MigrationException typed) {
      count(way + typed.getClass().getSimpleName());
      // Adoption is durable by itself: what comes after it may fail.
      if (finished.count == 0 && !finished.adopts && !withLog) {
        assertNull(place.difference(), () -> "changed in spite of " + typed);
      }
    }
    if (way.equals("plan") && !withLog) {
      assertNull(place.difference(), "changed by a plan");
    }
  }

  /** Opens a file in one of the ways there are, and says in which. */
  private static String open(Shape shape, Random random, Path file, Finished finished) {
    Migrator.Builder builder =
        Migrator.builder(shape.ladder().upTo(1 + random.nextInt(shape.current())))
            .busyTimeout(Duration.ofMillis(200))
            .withoutBackups()
            .listener(finished);
    permit(builder, random);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        builder.build().migrate(file);
        return "migrate";
      }
      case 2, 3 -> {
        builder.build().plan(file);
        return "plan";
      }
      case 4 -> {
        builder.build().status(file);
        return "status";
      }
      default -> {
        if (random.nextBoolean()) {
          builder.allowDestructive().build().rollbackTo(file, random.nextInt(3));
          return "rollback";
        }
        Ladder ladder = shape.ladder();
        AppDatabase.builder(ladder)
            .migrator(settings -> permit(settings.listener(finished), random))
            .pragma("busy_timeout", "200")
            .pragma("journal_mode", "delete")
            .open(file)
            .close();
        return "open";
      }
    }
  }

  private static void permit(Migrator.Builder builder, Random random) {
    if (random.nextBoolean()) {
      builder.allowDestructive();
    }
    if (random.nextBoolean()) {
      builder.allowRebuild();
    }
    if (random.nextInt(4) == 0) {
      builder.allowDrift();
    }
    if (random.nextInt(4) == 0) {
      builder.allowRebuildOfNewer();
    }
    if (random.nextInt(4) == 0) {
      builder.adoptAs(1 + random.nextInt(3));
    }
  }

  private List<Original> originals() throws IOException, SQLException {
    List<Original> originals = new ArrayList<>();
    for (Shape shape : List.of(Shape.NOTES, Shape.CACHE, Shape.FAMILY)) {
      for (int version : new int[] {1, 2, shape.current()}) {
        Path file = folder.resolve(shape + "-" + version);
        try (Connection connection = PlainSqlite.file(file)) {
          PlainSqlite.run(connection, "PRAGMA page_size = 1024; VACUUM;");
          Migrator.builder(shape.ladder().upTo(1)).build().migrate(connection);
          shape.fill(connection, 12);
        }
        Migrator.builder(shape.ladder().upTo(version))
            .allowDestructive()
            .allowRebuild()
            .withoutBackups()
            .build()
            .migrate(file);
        originals.add(new Original(shape, Files.readAllBytes(file), new byte[0]));
        originals.add(unversioned(shape, file));
        originals.add(logged(shape, file));
      }
    }
    return originals;
  }

  private static Original unversioned(Shape shape, Path file) throws IOException, SQLException {
    Path copy = Files.copy(file, Path.of(file + "-unversioned"));
    try (Connection connection = PlainSqlite.file(copy)) {
      PlainSqlite.run(connection, "DROP TABLE rungs_history; PRAGMA user_version = 0;");
    }
    return new Original(shape, Files.readAllBytes(copy), new byte[0]);
  }

  private static Original logged(Shape shape, Path file) throws IOException, SQLException {
    Path copy = Files.copy(file, Path.of(file + "-logged"));
    try (Connection connection = PlainSqlite.file(copy)) {
      PlainSqlite.run(connection, "PRAGMA journal_mode = WAL; INSERT INTO runs VALUES (99);");
      byte[] log = Files.readAllBytes(Path.of(copy + "-wal"));
      assertEquals(true, log.length > 0);
      return new Original(shape, Files.readAllBytes(copy), log);
    }
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }
}
