package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a loss, and when. */
class LossReportTest {
  private static final String USERS =
      "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT, age INTEGER);";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE users DROP COLUMN email; | Statement 1 loses users.email.",
        "DROP TABLE users; | Statement 1 loses table users (users.id, users.name, users.email,"
            + " users.age).",
        "SELECT 1; DELETE FROM users; | Statement 2 loses rows of users (",
        "DELETE FROM users WHERE name = 'root' AND age = 7; | Statement 1 loses rows of users (",
        "DELETE FROM users WHERE age = id + 12345; | Statement 1" + " may delete rows of users.",
        "UPDATE users SET age = NULL; | Statement 1 loses users.age.",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER); INSERT INTO"
            + " n SELECT id, email, name, age FROM users; DROP TABLE users; ALTER TABLE n RENAME"
            + " TO users; | Statement 3 puts users.name into email",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, age INTEGER); INSERT INTO n SELECT id,"
            + " name, age FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users; | Statement"
            + " 3 loses users.email, which statement 2 does not copy.",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER); INSERT INTO"
            + " n (name, email, age) SELECT name, email, age FROM users; DROP TABLE users; ALTER"
            + " TABLE n RENAME TO users; | Statement 3 loses users.id, which statement 2 does"
            + " not copy.",
      })
  void theStatementAndWhatItLosesAreNamed(String migration, String words) {
    List<Problem> problems = Schemas.schema().up(USERS).up(migration).replay().problems();
    List<Problem> losses =
        problems.stream().filter(p -> p.key() == ProblemKey.UNDECLARED_DESTRUCTIVE).toList();
    assertEquals(1, losses.size(), problems::toString);
    assertEquals(Site.Part.UP, losses.get(0).site().part());
    assertTrue(losses.get(0).message().contains(words), losses.get(0).message());
    assertTrue(losses.get(0).message().contains("Set destructive = true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE m DROP COLUMN v; | Statement 1 loses m.v.",
        "ALTER TABLE m DROP COLUMN v; ALTER TABLE m DROP COLUMN w; | Statement 1 loses m.v.",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, w TEXT); INSERT INTO n (id, w) SELECT id, w FROM"
            + " m; DROP TABLE m; ALTER TABLE n RENAME TO m; | Statement 3 loses m.v, which"
            + " statement 2 does not copy.",
        "DELETE FROM m; ALTER TABLE m DROP COLUMN v; | Statement 1 loses rows of m (m.id, m.v,"
            + " m.w).",
        "ALTER TABLE m DROP COLUMN v; DELETE FROM m; | Statement 1 loses m.v. Statement 2 loses m.id,"
            + " m.w.",
      })
  void ofATableThatAScriptHasFilled(String migration, String words) {
    for (String rows : List.of("(1, 'a', 'x')", "(1, 'a', 'x'), (2, 'b', 'x')")) {
      List<Problem> problems =
          Schemas.schema()
              .up(
                  "CREATE TABLE m (id INTEGER PRIMARY KEY, v TEXT, w TEXT); INSERT INTO m VALUES "
                      + rows
                      + ";")
              .up(migration)
              .replay()
              .problems();
      assertTrue(
          problems.stream()
              .filter(p -> p.key() == ProblemKey.UNDECLARED_DESTRUCTIVE)
              .anyMatch(p -> p.message().contains(words)),
          problems::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET email = nullif(email, 'none'); | replaces 'none' by NULL in users.email",
        "UPDATE users SET age = nullif(users.age, 0); | replaces 0 by NULL in users.age",
        "UPDATE users SET email = nullif(email, 'none') WHERE id > 3; | replaces 'none' by NULL",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER); INSERT INTO n"
            + " (id, name, email, age) SELECT id, name, nullif(u.email, 'none'), age FROM users u;"
            + " DROP TABLE users; ALTER TABLE n RENAME TO users; | Statement 2 changes users.email"
            + " to nullif(u.email, 'none'), so that 'none' and NULL cannot be told apart",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER); INSERT INTO n"
            + " (id, name, email, age) SELECT id, name, CASE email WHEN 'none' THEN NULL ELSE email"
            + " END, age FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users; | 'none' and"
            + " NULL cannot be told apart",
      })
  void aLiteralThatBecomesNullIsReplaced(String migration, String words) {
    List<Problem> problems = Schemas.schema().up(USERS).up(migration).replay().problems();
    assertEquals(
        List.of(ProblemKey.VALUE_REPLACED),
        problems.stream().map(Problem::key).toList(),
        problems::toString);
    assertTrue(problems.get(0).message().contains(words), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET email = nullif(email, ''); | $$",
        "CREATE TABLE seen AS SELECT nullif(email, 'none') AS email FROM users; | $$",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO n SELECT id,"
            + " nullif(email, 'none') FROM users; DROP TABLE users; | UNDECLARED_DESTRUCTIVE",
        "UPDATE users SET email = upper(nullif(email, 'none')); | UNDECLARED_DESTRUCTIVE",
      })
  void nullifIsNoExcuseForMore(String migration, String key) {
    List<Problem> problems = Schemas.schema().up(USERS).up(migration).replay().problems();
    assertEquals(
        key == null ? "" : key,
        problems.stream()
            .map(p -> p.key().name())
            .filter(k -> !k.equals("POSITIONAL_COPY"))
            .findFirst()
            .orElse(""),
        problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE d SET s = json_set(s, '$.k', 'x') WHERE json_extract(s, '$.k') IS NULL; | $$",
        "UPDATE d SET s = json_set(d.s, '$.k', 'x') WHERE (s ->> 'k') ISNULL AND id > 5; | $$",
        "UPDATE d SET s = json_set(s, '$.k', 1, '$.j', 2) WHERE json_type(s, '$.k') IS NULL AND s"
            + " -> '$.j' IS NULL; | $$",
        "UPDATE d SET s = json_insert(s, '$.k', 1) WHERE id > 5; | $$",
        "UPDATE d SET s = json_set(s, '$.k', 1, '$.j', 2) WHERE json_type(s, '$.k') IS NULL; |"
            + " UNDECLARED_DESTRUCTIVE",
        "UPDATE d SET s = json_set(s, '$.k', 1) WHERE json_extract(s, '$.j') IS NULL; |"
            + " UNDECLARED_DESTRUCTIVE",
        "UPDATE d SET s = json_set(s, '$.k', 1) WHERE json_extract(s, '$.k') IS NULL OR id = 7; |"
            + " UNDECLARED_DESTRUCTIVE",
        "UPDATE d SET s = json_set(o, '$.k', 1) WHERE json_extract(s, '$.k') IS NULL; |"
            + " UNDECLARED_DESTRUCTIVE",
        "UPDATE d SET s = json_replace(s, '$.k', 1) WHERE id > 5; | UNDECLARED_DESTRUCTIVE",
      })
  void whatOnlyAddsToJsonIsNoLoss(String migration, String key) {
    List<Problem> problems =
        Schemas.schema()
            .up(
                "CREATE TABLE d (id INTEGER PRIMARY KEY, s TEXT NOT NULL DEFAULT '{}' CHECK"
                    + " (json_valid(s)), o TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(o)));")
            .up(migration)
            .replay()
            .problems();
    assertEquals(
        key == null ? "" : key,
        problems.stream().map(p -> p.key().name()).findFirst().orElse(""),
        problems::toString);
  }

  @Test
  void lossesOfSeveralVersionsAreAllReported() {
    List<Problem> problems =
        Schemas.schema()
            .up(USERS)
            .up("ALTER TABLE users DROP COLUMN age;")
            .up("ALTER TABLE users ADD COLUMN note TEXT;")
            .up("DELETE FROM users;")
            .replay()
            .problems();
    assertEquals(
        List.of("2 UndeclaredDestructive", "4 UndeclaredDestructive"),
        problems.stream().map(p -> p.version() + " " + p.key().key()).toList());
  }

  @Test
  void aDeclaredLossSaysNothing() {
    ReplayResult result =
        Schemas.schema().up(USERS).destructive("ALTER TABLE users DROP COLUMN email;").replay();
    assertEquals(List.of(), result.problems());
  }

  @Test
  void aDeclarationWithoutALossIsAWarning() {
    ReplayResult result =
        Schemas.schema()
            .up(USERS)
            .destructive("ALTER TABLE users ADD COLUMN note TEXT;")
            .destructive("UPDATE users SET note = name WHERE note IS NULL;")
            .replay();
    assertEquals(
        List.of("2 NeedlesslyDestructive", "3 NeedlesslyDestructive"),
        result.problems().stream().map(p -> p.version() + " " + p.key().key()).toList());
    assertEquals(Site.Part.DESTRUCTIVE, result.problems().get(0).site().part());
  }

  @Test
  void aRebuildHasItsOwnPermission() {
    ReplayResult result = Schemas.schema().up(USERS).rebuild("DROP TABLE users;").replay();
    assertEquals(List.of(), result.problems());
  }

  @Test
  void fromSchemaUnknownOnOnlySyntaxIsChecked() {
    ReplayResult result =
        Schemas.schema()
            .up(USERS)
            .unknown("DELETE FROM users;")
            .up("DROP TABLE made_by_a_step;")
            .up("DROP TABEL made_by_a_step;")
            .replay();
    assertEquals(
        List.of("2 Note", "4 SqlRejected"),
        result.problems().stream().map(p -> p.version() + " " + p.key().key()).toList());
    assertEquals(List.of(1), List.copyOf(result.fingerprints().keySet()));
  }

  @Test
  void aWalkThatACycleMakesEndlessIsNoProblem() {
    ReplayResult result =
        Schemas.schema()
            .up(
                "CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes (id));")
            .up(
                "CREATE TABLE above (id INTEGER, parent INTEGER); WITH RECURSIVE up (id, parent) AS"
                    + " (SELECT id, parent FROM nodes UNION ALL SELECT u.id, n.parent FROM up AS u"
                    + " JOIN nodes AS n ON n.id = u.parent) INSERT INTO above SELECT id, parent FROM"
                    + " up WHERE parent IS NOT NULL;")
            .replay();
    assertEquals(List.of(), result.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET name = substr(name, 1, 4000); | Statement 1 changes users.name to"
            + " substr(name, 1, 4000), so that texts of 4000 and 4001 characters are the same"
            + " afterwards.",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name INTEGER, email TEXT, age INTEGER); INSERT INTO"
            + " n SELECT * FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users; | Statement"
            + " 2 copies users.name into a column of type INTEGER, so that '7' and '007' ",
      })
  void twoValuesThatBecomeOneAreShown(String migration, String words) {
    List<Problem> problems = Schemas.schema().up(USERS).up(migration).replay().problems();
    assertTrue(problems.stream().anyMatch(p -> p.message().contains(words)), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET email = 'new' WHERE email = 'old'; | ValueReplaced | 'old' by 'new' in"
            + " users.email",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name DATETIME, email TEXT, age INTEGER); INSERT"
            + " INTO n SELECT * FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users; |"
            + " DataDependent | copies users.name into a column of type DATETIME",
      })
  void whatIsNoLossIsAWarning(String migration, String key, String words) {
    List<Problem> problems = Schemas.schema().up(USERS).up(migration).replay().problems();
    assertTrue(
        problems.stream().anyMatch(p -> p.key().key().equals(key) && p.message().contains(words)),
        problems::toString);
    assertTrue(problems.stream().noneMatch(Problem::isError), problems::toString);
  }
}
