package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever the schema and whatever the path: created at once, upgraded in steps and adopted are the
 * same, in schema and content, and the rollback leads back.
 *
 * <p>{@code rungs.soak.paths} sets how many schemas.
 */
class PathPropertyTest {
  @Test
  void everyPathLeadsToTheSameDatabase() throws IOException, SQLException {
    int inputs = Counts.of("rungs.soak.paths", 120);
    long seed = Counts.seed();
    int adopted = 0;
    try (FuzzFolder place = new FuzzFolder()) {
      for (int input = 0; input < inputs; input++) {
        Random random = Counts.random(seed, input);
        Ladder ladder = null;
        try {
          ladder = RandomLadder.of(random, 2 + random.nextInt(6));
          createdIsUpgraded(ladder, random, place);
          adopted += adoptedIsCreated(ladder, random, place);
          downIsTheInverse(ladder, random, place);
        } catch (Throwable t) {
          throw new AssertionError(
              "Input " + input + " with -Drungs.seed=" + seed + scripts(ladder), t);
        }
      }
    }
    System.out.printf("%d schemas, %d adopted%n", inputs, adopted);
  }

  private static void createdIsUpgraded(Ladder ladder, Random random, FuzzFolder place)
      throws IOException, SQLException {
    int current = ladder.currentVersion();
    place.empty();
    migrator(ladder, random).migrate(place.file());
    DatabaseContent created = state(place.file(), current);
    assertEquals("", created.differenceFrom(expected(ladder, current)), "created");

    place.empty();
    for (int version : path(current, random)) {
      migrator(ladder.upTo(version), random).migrate(place.file());
    }
    assertEquals("", state(place.file(), current).differenceFrom(created), "upgraded");
  }

  /** Returns 1 if the file was adopted, and 0 if the caller had to say as what. */
  private static int adoptedIsCreated(Ladder ladder, Random random, FuzzFolder place)
      throws IOException, SQLException {
    int current = ladder.currentVersion();
    int version = 1 + random.nextInt(current);
    place.empty();
    DatabaseContent expected;
    try (Connection connection = PlainSqlite.memory()) {
      PlainSqlite.up(connection, ladder, 0, version);
      fill(connection, new Random(version));
      PlainSqlite.up(connection, ladder, version, current);
      expected = DatabaseContent.of(connection);
    }
    try (Connection connection = PlainSqlite.file(place.file())) {
      PlainSqlite.up(connection, ladder, 0, version);
      PlainSqlite.run(connection, "PRAGMA user_version = 0");
      fill(connection, new Random(version));
    }
    Set<String> fingerprints = new HashSet<>();
    for (int v = 1; v <= current; v++) {
      fingerprints.add(ladder.migration(v).fingerprint().orElseThrow());
    }
    boolean ambiguous = fingerprints.size() < current;
    Migrator.Builder builder = Migrator.builder(ladder);
    MigrationReport report =
        (ambiguous ? builder.adoptAs(version) : builder).build().migrate(place.file());
    assertEquals(MigrationPlan.Action.ADOPT, report.action());
    assertEquals("", state(place.file(), current).differenceFrom(expected), "adopted");
    for (AppliedMigration row : Migrator.builder(ladder).build().history(place.file())) {
      assertEquals(
          row.version() <= version ? AppliedMigration.Kind.ADOPTED : AppliedMigration.Kind.APPLIED,
          row.kind());
    }
    return ambiguous ? 0 : 1;
  }

  private static void downIsTheInverse(Ladder ladder, Random random, FuzzFolder place)
      throws IOException, SQLException {
    int current = ladder.currentVersion();
    int base = 1 + random.nextInt(current);
    place.empty();
    migrator(ladder.upTo(base), random).migrate(place.file());
    try (Connection connection = PlainSqlite.file(place.file())) {
      fill(connection, random);
    }
    List<DatabaseContent> states = new ArrayList<>();
    states.add(state(place.file(), base));
    for (int version = base + 1; version <= current; version++) {
      migrator(ladder.upTo(version), random).migrate(place.file());
      states.add(state(place.file(), version));
    }
    Migrator down = Migrator.builder(ladder).allowDestructive().withoutBackups().build();
    int at = current;
    while (at > base) {
      at -= 1 + random.nextInt(at - base);
      down.rollbackTo(place.file(), at);
      DatabaseContent before = states.get(at - base);
      DatabaseContent after = state(place.file(), at);
      assertEquals("", after.differenceFrom(before), "down to " + at);
      assertEquals("", before.differenceFrom(after), "down to " + at);
    }
    migrator(ladder, random).migrate(place.file());
    assertEquals(
        "",
        state(place.file(), current).differenceFrom(states.get(current - base)),
        "up again from " + base);
  }

  private static Migrator migrator(Ladder ladder, Random random) {
    return Migrator.builder(ladder)
        .transactions(random.nextBoolean() ? Transactions.EACH : Transactions.ALL)
        .build();
  }

  /** Versions to stop at, the last one included. */
  private static List<Integer> path(int current, Random random) {
    List<Integer> path = new ArrayList<>();
    for (int version = 1; version < current; version++) {
      if (random.nextBoolean()) {
        path.add(version);
      }
    }
    path.add(current);
    return path;
  }

  private static DatabaseContent expected(Ladder ladder, int version) throws SQLException {
    try (Connection connection = PlainSqlite.memory()) {
      PlainSqlite.up(connection, ladder, 0, version);
      return DatabaseContent.of(connection);
    }
  }

  private static DatabaseContent state(Path file, int version) throws SQLException {
    try (Connection connection = PlainSqlite.file(file)) {
      assertEquals("ok", DatabaseContent.value(connection, "PRAGMA integrity_check"));
      assertEquals("" + version, DatabaseContent.value(connection, "PRAGMA user_version"));
      return DatabaseContent.of(connection);
    }
  }

  /** Puts rows into every table that has an id and a body. */
  private static void fill(Connection connection, Random random) throws SQLException {
    for (String[] table :
        DatabaseContent.rows(
            connection,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                + " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'rungs%' ORDER BY name")) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO \"" + table[0].replace("\"", "\"\"") + "\" (id, body) VALUES (?, ?)")) {
        for (int row = 1 + random.nextInt(6); row > 0; row--) {
          insert.setInt(1, row);
          insert.setString(2, "row " + random.nextInt(1000));
          insert.executeUpdate();
        }
      }
    }
  }

  private static String scripts(Ladder ladder) {
    StringBuilder text = new StringBuilder();
    for (int version = 1; ladder != null && version <= ladder.currentVersion(); version++) {
      text.append("\n-- up ").append(version).append('\n');
      text.append(ladder.migration(version).up().orElse(""));
      text.append("-- down\n").append(ladder.migration(version).down().orElse(""));
    }
    return text.toString();
  }
}
