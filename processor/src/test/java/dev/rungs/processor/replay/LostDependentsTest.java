package dev.rungs.processor.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers and indexes that go with a table or view which is created again. */
class LostDependentsTest {
  private static final String USERS =
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT '');
      """;
  private static final String REBUILD =
      """
      CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT '',
        nick TEXT);
      INSERT INTO users_new (id, name, at) SELECT id, name, at FROM users;
      DROP TABLE users;
      ALTER TABLE users_new RENAME TO users;
      """;
  private static final String INDEX = "CREATE INDEX users_at ON users (at);";
  private static final String UNIQUE = "CREATE UNIQUE INDEX users_name ON users (name);";
  private static final String TRIGGER =
      "CREATE TRIGGER users_touch AFTER UPDATE OF name ON users BEGIN UPDATE users SET at = 'x' WHERE"
          + " id = new.id; END;";

  private static List<Problem> lost(String before, String migration) {
    return Schemas.of(
        Schemas.schema().up(USERS).up(before).up(migration).replay(), ProblemKey.LOST_DEPENDENTS);
  }

  @Test
  void aRebuildThatForgetsATriggerAndAnIndexIsAWarningWithTheTextToPaste() {
    List<Problem> lost = lost(INDEX + TRIGGER, REBUILD);
    assertEquals(1, lost.size());
    assertFalse(lost.get(0).isError());
    String message = lost.get(0).message();
    for (String words :
        List.of(
            "index users_at (created in version 2)",
            "trigger users_touch (created in version 2)",
            "\n    " + INDEX,
            "\n    " + TRIGGER,
            "DROP INDEX users_at;",
            "at line 4, column 1 of the SQL:")) {
      assertTrue(message.contains(words), message);
    }
  }

  @Test
  void aUniqueIndexIsAnError() {
    List<Problem> lost = lost(UNIQUE, REBUILD);
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).isError());
    assertTrue(lost.get(0).message().contains("duplicates are accepted"), lost::toString);
  }

  @Test
  void aDestructiveMigrationIsWarned() {
    List<Problem> lost =
        Schemas.of(
            Schemas.schema()
                .up(USERS + UNIQUE)
                .destructive("DELETE FROM users WHERE id > 5;" + REBUILD)
                .replay(),
            ProblemKey.LOST_DEPENDENTS);
    assertEquals(1, lost.size());
    assertFalse(lost.get(0).isError());
  }

  @Test
  void whatWasRenamedOutOfTheWayAndDroppedCountsToo() {
    String other =
        """
        ALTER TABLE users RENAME TO users_old;
        CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT '');
        INSERT INTO users SELECT id, name, at FROM users_old;
        DROP TABLE users_old;
        """;
    assertEquals(1, lost(TRIGGER, other).size());
  }

  @Test
  void anInsteadOfTriggerGoesWithItsView() {
    List<Problem> lost =
        lost(
            "CREATE VIEW names AS SELECT id, name FROM users; CREATE TRIGGER names_new INSTEAD OF"
                + " INSERT ON names BEGIN INSERT INTO users (name) VALUES (new.name); END;",
            "DROP VIEW names; CREATE VIEW names AS SELECT id, name, at FROM users;");
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).message().contains("trigger names_new"), lost::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Created again, under its name or another.
        REBUILD + UNIQUE + INDEX + TRIGGER,
        REBUILD
            + "CREATE UNIQUE INDEX by_name ON \"users\" (\"name\"); CREATE INDEX by_at ON users(at);"
            + "CREATE TRIGGER touch AFTER UPDATE OF name ON users BEGIN UPDATE users SET at = 'x' WHERE"
            + " id = new.id; END;",
        // Dropped by name.
        "DROP INDEX users_name; DROP INDEX IF EXISTS users_at; DROP TRIGGER main.users_touch;"
            + REBUILD,
        // The table goes for good.
        "DROP TABLE users;",
        // The columns go, and the table has the key itself.
        "DROP TRIGGER users_touch; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
            + " INSERT INTO n SELECT id, name FROM users; DROP TABLE users; ALTER TABLE n RENAME TO"
            + " users;",
        "ALTER TABLE users RENAME TO people;",
      })
  void whatIsMeantSaysNothing(String migration) {
    assertEquals(List.of(), lost(UNIQUE + INDEX + TRIGGER, migration));
  }
}
