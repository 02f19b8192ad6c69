package dev.rungs.processor.replay.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What old rows do to a migration: uniqueness among some, JSON, new references, inserted rows. */
class OldRowsTest {
  private static final String USERS =
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL,
        deleted_at TEXT, active INTEGER NOT NULL DEFAULT 1);
      """;

  private static List<Problem> problems(String migration) {
    return Schemas.schema().up(USERS).up(migration).replay().problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deleted_at IS NULL",
        "active = 1",
        "active",
        "state = 'open'",
        "state IN ('open', 'held')",
        "active = 1 AND deleted_at IS NULL",
        "deleted_at IS NULL AND state = 'open' AND active = 7",
        "NOT active",
        "deleted_at IS NOT NULL",
        "\"state\" <> 'closed'",
        "active > 0",
      })
  void uniqueAmongSomeOldRowsDependsOnThem(String condition) {
    List<Problem> problems =
        problems("CREATE UNIQUE INDEX u ON users (name) WHERE " + condition + ";");
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.DATA_DEPENDENT, problems.get(0).key());
    assertTrue(problems.get(0).message().contains("users (id = "), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "CREATE INDEX i ON users (json_extract(name, '$.op'));",
        "ALTER TABLE users ADD COLUMN k TEXT; UPDATE users SET k = name ->> '$.k';",
        "ALTER TABLE users ADD COLUMN k TEXT AS (json_extract(name, '$.k')) VIRTUAL; CREATE INDEX i ON"
            + " users (k);",
      })
  void jsonOverTextDependsOnIt(String migration) {
    List<Problem> problems = problems(migration);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.DATA_DEPENDENT, problems.get(0).key());
    assertTrue(problems.get(0).message().contains("malformed JSON"), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON users (json_extract(name, '$.op')) WHERE json_valid(name);",
        "ALTER TABLE users ADD COLUMN k TEXT; UPDATE users SET k = name ->> '$.k' WHERE"
            + " json_valid(name);",
        "ALTER TABLE users ADD COLUMN k TEXT; UPDATE users SET k = CASE WHEN json_valid(name) THEN"
            + " json_extract(name, '$.k') END;",
      })
  void jsonThatIsAskedForFirstSaysNothing(String migration) {
    assertEquals(List.of(), problems(migration));
  }

  @Test
  void aForeignKeyAddedByARebuildDependsOnTheRows() {
    List<Problem> problems =
        Schemas.schema()
            .up(
                "CREATE TABLE shows (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE episodes (id"
                    + " INTEGER PRIMARY KEY, title TEXT NOT NULL, show INTEGER);")
            .up(
                """
                CREATE TABLE e2 (id INTEGER PRIMARY KEY, title TEXT NOT NULL,
                  show INTEGER REFERENCES shows (id));
                INSERT INTO e2 (id, title, show) SELECT id, title, show FROM episodes;
                DROP TABLE episodes;
                ALTER TABLE e2 RENAME TO episodes;
                """)
            .replay()
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.DATA_DEPENDENT, problems.get(0).key());
    assertTrue(problems.get(0).message().contains("FOREIGN KEY"), problems::toString);
  }

  @Test
  void rowsThatEarlierVersionsInsertedAreThere() {
    assertEquals(
        List.of(),
        Schemas.schema()
            .up(
                "CREATE TABLE spaces (name TEXT PRIMARY KEY); CREATE TABLE docs (id INTEGER PRIMARY KEY);")
            .up("INSERT INTO spaces (name) VALUES ('default');")
            .up(
                "ALTER TABLE docs ADD COLUMN space TEXT NOT NULL DEFAULT 'default' REFERENCES spaces"
                    + " (name);")
            .replay()
            .problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "INSERT INTO users VALUES (1, 'a', 'b', NULL, 1); | names no columns of users",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, state TEXT, deleted_at TEXT, active INTEGER);"
            + " INSERT INTO n SELECT * FROM users; | takes * from users",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, state TEXT, deleted_at TEXT, active INTEGER);"
            + " INSERT INTO n (id, name, state, deleted_at, active) SELECT * FROM users; | takes * from",
      })
  void whatReliesOnTheOrderOfColumnsIsAWarning(String migration, String words) {
    List<Problem> found =
        Schemas.of(
            Schemas.schema().up(USERS).destructive(migration).replay(), ProblemKey.POSITIONAL_COPY);
    assertEquals(1, found.size());
    assertTrue(found.get(0).message().contains(words), found::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO users (name, state) VALUES ('a', 'b');",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO n SELECT id, name FROM users;",
        "CREATE TABLE n (id INTEGER PRIMARY KEY); INSERT INTO n VALUES (1); INSERT INTO n SELECT id + 1"
            + " FROM (SELECT * FROM users);",
        "INSERT INTO users (name, state) SELECT name, state FROM users WHERE id IN (SELECT id FROM"
            + " users);",
      })
  void namedColumnsSayNothing(String migration) {
    assertEquals(
        List.of(),
        Schemas.of(
            Schemas.schema().up(USERS).destructive(migration).replay(),
            ProblemKey.POSITIONAL_COPY));
  }
}
