package dev.rungs.processor.replay.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes on empty tables and not on those that users have. */
class RowsTest {
  private static final String USERS =
      """
      CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        email TEXT NOT NULL UNIQUE,
        name TEXT,
        age INTEGER,
        plan TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'paid'))
      );
      CREATE TABLE posts (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES users (id),
        title TEXT
      );
      """;

  private static List<Problem> problems(String migration) {
    return Schemas.schema().up(USERS).up(migration).replay().problems();
  }

  private static Problem only(String migration) {
    List<Problem> problems = problems(migration);
    assertEquals(1, problems.size(), () -> problems.toString());
    return problems.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE users ADD COLUMN slug TEXT NOT NULL;",
        "ALTER TABLE users ADD COLUMN at TEXT DEFAULT CURRENT_TIMESTAMP;",
        "ALTER TABLE users ADD COLUMN at INTEGER DEFAULT (unixepoch());",
        "ALTER TABLE users ADD COLUMN score INTEGER CHECK (score IS NOT NULL);",
        "ALTER TABLE users ADD COLUMN score INTEGER DEFAULT 0 CHECK (score > 0);",
        """
        CREATE TABLE profiles (user_id INTEGER PRIMARY KEY, bio TEXT NOT NULL);
        INSERT INTO profiles SELECT id, NULL FROM users;
        """,
        """
        CREATE TABLE totals (n INTEGER NOT NULL CHECK (n = 0));
        INSERT INTO totals SELECT count(*) FROM posts;
        """,
        "UPDATE users SET plan = 'gold';",
      })
  void whatFailsOnAnyRowIsRejected(String migration) {
    Problem problem = only(migration);
    assertEquals(ProblemKey.SQL_REJECTED, problem.key(), problem.message());
    assertTrue(problem.message().contains("succeeds only on empty tables"), problem.message());
    assertTrue(problem.message().contains("It fails on any row, such as "), problem.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "CREATE UNIQUE INDEX u ON users (name) | two made-up rows with the same values, such as a second"
            + " users (",
        "CREATE UNIQUE INDEX u ON users (email COLLATE NOCASE) | differ in the case of letters",
        "CREATE TABLE n (name TEXT NOT NULL); INSERT INTO n SELECT name FROM users"
            + " | a made-up row with NULL, users (id = ",
        "CREATE TABLE a (age INTEGER CHECK (age <> 0)); INSERT INTO a SELECT age FROM users"
            + " | age = 0",
        "CREATE TABLE s (name INTEGER) STRICT; INSERT INTO s SELECT name FROM users | name = 'Tq",
        "CREATE TABLE d (plan TEXT CHECK (plan = 'paid')); INSERT INTO d SELECT plan FROM users"
            + " | plan = 'free'",
        // The row shown is of the table at fault, though others are worked on before it.
        "UPDATE users SET age = 1 WHERE age IS NULL; CREATE UNIQUE INDEX u ON posts (title)"
            + " | such as a second posts (",
        "UPDATE users SET age = 1 WHERE age IS NULL; CREATE TABLE n (title TEXT NOT NULL);"
            + " INSERT INTO n SELECT title FROM posts | a made-up row with NULL, posts (id = ",
      })
  void whatFailsOnSomeRowsIsAWarningThatShowsThem(String migration, String shown) {
    Problem problem = only(migration);
    assertEquals(ProblemKey.DATA_DEPENDENT, problem.key(), problem.message());
    assertTrue(problem.message().contains(shown), problem.message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE users ADD COLUMN slug TEXT;",
        "ALTER TABLE users ADD COLUMN slug TEXT NOT NULL DEFAULT '';",
        "CREATE INDEX i ON users (name, age);",
        "CREATE UNIQUE INDEX i ON users (email);",
        "INSERT INTO users (id, email) VALUES (1, 'root@localhost');",
        "ALTER TABLE users ADD COLUMN parent INTEGER REFERENCES users (id);",
        // Text that is asked first whether it is JSON.
        "ALTER TABLE users ADD COLUMN lang TEXT; UPDATE users SET lang = json_extract(name, '$.l')"
            + " WHERE json_valid(name);",
        """
        CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT,
          age INTEGER, plan TEXT NOT NULL CHECK (plan IN ('free', 'paid', 'team')));
        INSERT INTO users_new SELECT id, email, name, age, plan FROM users;
        DROP TABLE users;
        ALTER TABLE users_new RENAME TO users;
        """,
      })
  void whatPassesOnAllRowsSaysNothing(String migration) {
    assertEquals(List.of(), problems(migration));
  }

  @Test
  void aRenameThatTakesTheReferencesAlongIsNamedAsTheCause() {
    List<Problem> problems =
        problems(
            """
            ALTER TABLE users RENAME TO users_before;
            CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT, age INTEGER, plan TEXT);
            INSERT INTO users SELECT id, email, name, age, plan FROM users_before;
            DROP TABLE users_before;
            """);
    assertEquals(1, problems.size(), problems::toString);
    String message = problems.get(0).message();
    assertTrue(message.startsWith("Statement 4 of version 2, DROP TABLE users_before,"), message);
    assertTrue(
        message.contains(
            "RENAME TO users_before took the references to users along. Create the new table under"
                + " another name, copy the rows, drop users, and rename the new table last."),
        message);
  }

  @Test
  void parentsThatGoAndLeaveTheirChildrenAreRejected() {
    List<Problem> problems = problems("DELETE FROM users;");
    assertTrue(
        problems.stream()
            .anyMatch(
                p ->
                    p.key() == ProblemKey.SQL_REJECTED
                        && p.message().contains("rows of posts refer to rows of users")),
        problems.toString());
  }

  @Test
  void danglingKeysThatWereThereBeforeDoNotCount() {
    ReplayResult result =
        Schemas.schema()
            .up(
                "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES nowhere (id));")
            .up("ALTER TABLE c ADD COLUMN note TEXT; UPDATE c SET note = 'x';")
            .up("CREATE TABLE nowhere (id INTEGER PRIMARY KEY);")
            .replay();
    assertEquals(List.of(), result.problems());
  }

  @Test
  void aForeignKeyToColumnsThatAreNotUniqueIsRejected() {
    Problem problem =
        only("CREATE TABLE logins (id INTEGER PRIMARY KEY, name TEXT REFERENCES users (name));");
    assertEquals(ProblemKey.SQL_REJECTED, problem.key());
    assertTrue(
        problem.message().contains("foreign key mismatch - \"logins\" referencing \"users\""),
        problem.message());
  }

  @Test
  void rowsThatEarlierVersionsInsertAreThereToo() {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE kv (k TEXT PRIMARY KEY, v TEXT); INSERT INTO kv VALUES ('a', '1');")
            .up("INSERT INTO kv VALUES ('a', '2');")
            .replay();
    assertEquals(ProblemKey.SQL_REJECTED, result.problems().get(0).key());
    assertTrue(result.problems().get(0).message().contains("UNIQUE constraint failed: kv.k"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHECK (c BETWEEN 3 AND 7)",
        "CHECK (length(c) = 36)",
        "CHECK (length(c) BETWEEN 2 AND 3)",
        "CHECK (json_valid(c))",
        "CHECK (json_type(c) = 'array')",
        "CHECK (typeof(c) = 'integer' AND c > 1000)",
        "CHECK (c GLOB '[A-Z][0-9][0-9]-*')",
        "CHECK (c LIKE 'https://%')",
        "CHECK (c LIKE '%_@_%._%')",
        "CHECK (c IN (0, 1))",
        "CHECK (c IN ('a', 'b') AND c <> 'a')",
        "CHECK (date(c) IS NOT NULL)",
        "CHECK (c = upper(c) AND length(c) = 3)",
        "CHECK (c % 2 = 0)",
        "CHECK (length(c) = 16 AND typeof(c) = 'blob')",
        "CHECK (length(c) = 26)",
        "CHECK (length(c) = 26 AND c = upper(c) AND c NOT GLOB '*[ILOU]*')",
        "CHECK (length(c) BETWEEN 1 AND 80)",
        "CHECK (c IS strftime('%Y-%m-%dT%H:%M:%fZ', c))",
        "CHECK (c GLOB '[0-9]*.[0-9]*.[0-9]*' AND c NOT GLOB '*[^0-9.]*')",
        "CHECK (length(c) = 13 AND c GLOB '[A-Z][A-Z][0-9]*[A-Z][A-Z]')",
        "CHECK (json_type(c) = 'array' AND json_array_length(c) = 3)",
        ", d INTEGER NOT NULL, e INTEGER NOT NULL, CHECK (c * d + 7919 = e)",
        ", d INTEGER, CHECK (c < d)",
        ", d TEXT, CHECK ((c IS NULL) <> (d IS NULL))",
        ", d TEXT CHECK (d IN ('x', 'y')), CHECK (d <> 'y' OR c = 'why')",
      })
  void rowsAreMadeThatSatisfyTheChecks(String check) {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE t (id INTEGER PRIMARY KEY, c NOT NULL " + check + ");")
            .up("ALTER TABLE t ADD COLUMN must TEXT NOT NULL;")
            .replay();
    assertEquals(
        List.of(ProblemKey.SQL_REJECTED),
        result.problems().stream().map(Problem::key).toList(),
        () -> result.problems().toString());
  }

  @Test
  void whereNoRowSatisfiesACheckAWarningSaysSo() {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT CHECK (hex(c) = '5A21' || id));")
            .up("CREATE UNIQUE INDEX t_c ON t (c);")
            .replay();
    Problem warning = result.problems().get(0);
    assertEquals(ProblemKey.UNVERIFIED, warning.key());
    assertEquals(Severity.WARNING, warning.severity());
    assertTrue(warning.message().contains("the CHECK of table t"), warning.message());
  }

  private static Problem ofIndexThatTakesNoRow(String script) {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT NOT NULL);")
            .up("CREATE INDEX t_c ON t (json_extract(c || '{', '$'));")
            .up(script)
            .replay();
    return Schemas.of(result, ProblemKey.UNVERIFIED).get(0);
  }

  @Test
  void whatCouldLoseRowsAndWasNotTriedIsAnError() {
    Problem problem = ofIndexThatTakesNoRow("DELETE FROM t WHERE id = 1;");
    assertEquals(Severity.ERROR, problem.severity());
    assertTrue(problem.message().contains("set destructive = true"), problem.message());
  }

  @Test
  void whatWasNotTriedAndLosesNothingIsAWarning() {
    Problem problem = ofIndexThatTakesNoRow("CREATE TABLE u AS SELECT id FROM t;");
    assertEquals(Severity.WARNING, problem.severity());
  }
}
