package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a foreign key says is to happen to children: a parent table that is rebuilt keeps them,
 * references that led nowhere before do not block, and ones that newly lead nowhere do.
 *
 * <p>{@code rungs.soak.families} sets how many families of tables.
 */
class ForeignKeyPropertyTest {
  private static final String[] ACTIONS = {
    "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"
  };

  private int blocked;

  @Test
  void childrenOfARebuiltParentKeepTheirRows() throws IOException, SQLException {
    int inputs = Counts.of("rungs.soak.families", 80);
    long seed = Counts.seed();
    try (FuzzFolder place = new FuzzFolder()) {
      for (int input = 0; input < inputs; input++) {
        place.empty();
        try (Connection connection = PlainSqlite.file(place.file())) {
          tryOne(Counts.random(seed, input), connection);
        } catch (Throwable t) {
          throw new AssertionError("Input " + input + " with -Drungs.seed=" + seed, t);
        }
      }
    }
    System.out.printf("%d families, %d new violations refused%n", inputs, blocked);
  }

  private void tryOne(Random random, Connection connection) throws SQLException {
    int parents = 2 + random.nextInt(5);
    int orphaned = 1 + random.nextInt(parents);
    Ladder ladder = ladder(random, orphaned);
    Migrator.builder(ladder.upTo(1)).build().migrate(connection);
    for (int id = 1; id <= parents; id++) {
      PlainSqlite.run(connection, "INSERT INTO parents VALUES (" + id + ", 'p')");
    }
    for (int id = 1; id <= 6; id++) {
      // Some lead nowhere from the start.
      int parent = random.nextInt(parents + 3);
      String reference = parent == 0 ? "NULL" : Integer.toString(parent);
      PlainSqlite.run(connection, "INSERT INTO children VALUES (" + id + ", " + reference + ")");
    }
    int setting = random.nextInt(2);
    PlainSqlite.run(connection, "PRAGMA foreign_keys = " + setting);
    String children = rows(connection, "children");
    String family = rows(connection, "parents");

    Migrator.builder(ladder.upTo(2)).build().migrate(connection);
    assertEquals(children, rows(connection, "children"));
    assertEquals(family, rows(connection, "parents"));
    assertEquals("" + setting, DatabaseContent.value(connection, "PRAGMA foreign_keys"));

    Migrator last = Migrator.builder(ladder).allowDestructive().withoutBackups().build();
    String referring = "SELECT count(*) FROM children WHERE parent = " + orphaned;
    if (DatabaseContent.value(connection, referring).equals("0")) {
      last.migrate(connection);
      assertEquals("3", DatabaseContent.value(connection, "PRAGMA user_version"));
    } else {
      blocked++;
      assertThrows(MigrationFailedException.class, () -> last.migrate(connection));
      assertEquals("2", DatabaseContent.value(connection, "PRAGMA user_version"));
      assertEquals(family, rows(connection, "parents"));
    }
    assertEquals(children, rows(connection, "children"));
    assertEquals("" + setting, DatabaseContent.value(connection, "PRAGMA foreign_keys"));
  }

  private static Ladder ladder(Random random, int orphaned) {
    String reference =
        "INTEGER DEFAULT 1 REFERENCES parents (id) ON DELETE %s ON UPDATE %s%s"
            .formatted(
                ACTIONS[random.nextInt(ACTIONS.length)],
                ACTIONS[random.nextInt(ACTIONS.length)],
                random.nextBoolean() ? " DEFERRABLE INITIALLY DEFERRED" : "");
    return Ladder.named("proof.Families")
        .sql(
            "create",
            "CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);"
                + "CREATE TABLE children (id INTEGER PRIMARY KEY, parent "
                + reference
                + (random.nextBoolean() ? ") WITHOUT ROWID;" : ");"),
            null)
        .sql(
            "rebuild_parents",
            "CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
                + "INSERT INTO parents_new (id, name) SELECT id, name FROM parents;"
                + "DROP TABLE parents; ALTER TABLE parents_new RENAME TO parents;",
            null)
        .destructive("forget_one", "DELETE FROM parents WHERE id = " + orphaned + ";", null)
        .build();
  }

  private static String rows(Connection connection, String table) throws SQLException {
    StringBuilder rows = new StringBuilder();
    for (String[] row :
        DatabaseContent.rows(connection, "SELECT * FROM " + table + " ORDER BY 1")) {
      rows.append(String.join(",", row)).append(';');
    }
    return rows.toString();
  }
}
