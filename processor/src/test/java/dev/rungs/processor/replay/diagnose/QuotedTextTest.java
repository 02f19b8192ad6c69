package dev.rungs.processor.replay.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in double quotes that SQLite takes for text. */
class QuotedTextTest {
  private static final String USERS =
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, owner TEXT, at TEXT);
      CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
      """;

  private static List<Problem> problems(String migration) {
    return Schemas.schema().up(USERS).destructive(migration).replay().problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET name = \"ownr\"; | ownr | Did you mean owner?",
        "UPDATE users SET name = upper(\"nme\"); | nme | Did you mean name?",
        "INSERT INTO log (what) SELECT \"missing\" FROM users; | missing | 'missing'",
        "DELETE FROM users WHERE \"nmae\" IS NULL; | nmae | Did you mean name?",
        "DELETE FROM users WHERE date(name, (id)) = \"nmae\"; | nmae | Did you mean name?",
        "DELETE FROM users WHERE name = \"old\"; | old | write it in single quotes: 'old'",
        "CREATE INDEX i ON users (\"emial\"); | emial | 'emial'",
        "CREATE INDEX i ON users (id) WHERE \"nam\" IS NOT NULL; | nam | Did you mean name?",
        "CREATE TABLE n (a INTEGER, CHECK (\"b\" > 1)); | b | 'b'",
        "CREATE TABLE n (a INTEGER, c INTEGER AS (\"b\" + 1)); | b | 'b'",
        "ALTER TABLE users ADD COLUMN n TEXT CHECK (\"nn\" <> ''); | nn | 'nn'",
        "CREATE VIEW v AS SELECT id, \"ownr\" AS o FROM users; | ownr | Did you mean owner?",
        "CREATE VIEW v (a) AS SELECT \"ownr\" FROM users; | ownr | Did you mean owner?",
        "CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET name = \"ownr\" WHERE id ="
            + " new.id; END; | ownr | Did you mean owner?",
        "CREATE TRIGGER IF NOT EXISTS main.t AFTER UPDATE OF name ON users WHEN \"nme\" = 1 BEGIN DELETE"
            + " FROM log; END; | nme | 'nme'",
      })
  void aColumnThatDoesNotExistIsRejected(String migration, String name, String fix) {
    List<Problem> found =
        problems(migration).stream().filter(p -> p.key() == ProblemKey.SQL_REJECTED).toList();
    assertEquals(1, found.size(), () -> problems(migration).toString());
    String message = found.get(0).message();
    assertTrue(message.startsWith("There is no column \"" + name + "\" here"), message);
    assertTrue(message.contains(fix), message);
    assertTrue(
        problems(migration).stream().noneMatch(p -> p.key() == ProblemKey.UNDECLARED_DESTRUCTIVE),
        () -> problems(migration).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE users SET name = \"ownr\"; DROP TABLE n; | SqlRejected | Did you mean owner?",
        "DROP TABLE n; INSERT INTO log (what) VALUES (\"rolled back\"); | QuotedText | 'rolled back'",
        "DROP TABLE n; CREATE VIEW v AS SELECT \"ownr\" FROM users; DROP VIEW v; | SqlRejected"
            + " | Did you mean owner?",
        "DROP TABLE n; INSERT INTO log (\"what\") VALUES ('x'); | | ",
        "DROP TABLE n; DELETE FROM log WHERE \"wha\" = 'x'; | SqlRejected | Did you mean what?",
      })
  void aWayDownIsHeldToTheSame(String down, String key, String fix) {
    List<Problem> found =
        Schemas.schema().up(USERS).upDown("CREATE TABLE n (a);", down).replay().problems().stream()
            .filter(p -> p.message().contains("double quotes") || p.message().contains("column \""))
            .toList();
    assertEquals(
        key == null ? List.of() : List.of(key), found.stream().map(p -> p.key().key()).toList());
    assertTrue(key == null || found.get(0).message().contains(fix), found::toString);
    assertTrue(found.stream().allMatch(p -> p.site().part() == Site.Part.DOWN), found::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO log (what) VALUES (\"begun\");",
        "INSERT INTO log VALUES (1, upper(\"begun\")), (2, 'x');",
        "INSERT INTO log (what) SELECT \"begun\";",
        "UPDATE users SET at = datetime(\"now\") WHERE at IS NULL;",
        "UPDATE users SET at = strftime(\"%Y\", \"now\") WHERE at IS NULL;",
        "CREATE TRIGGER t BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, \"kept\"); END;",
        "CREATE TRIGGER t AFTER DELETE ON users BEGIN INSERT INTO log (what) VALUES (\"gone\"); END;",
        "CREATE VIEW v AS SELECT name || \", \" || owner AS both FROM users;",
      })
  void aTextThatIsOnlyQuotedTheWrongWayIsAWarning(String migration) {
    List<Problem> problems =
        problems(migration).stream()
            .filter(p -> p.key() == ProblemKey.QUOTED_TEXT || p.key() == ProblemKey.SQL_REJECTED)
            .toList();
    assertTrue(!problems.isEmpty(), () -> problems(migration).toString());
    assertTrue(
        problems.stream().allMatch(p -> p.key() == ProblemKey.QUOTED_TEXT), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE \"n\" (\"id\" INTEGER PRIMARY KEY, \"a b\" TEXT DEFAULT \"x\"); INSERT INTO \"n\""
            + " (\"a b\") SELECT \"name\" FROM \"users\"; CREATE INDEX \"i\" ON \"n\" (\"a b\");",
        "CREATE VIEW \"v\" AS SELECT \"u\".\"name\" AS \"the name\" FROM \"users\" \"u\" ORDER BY \"the"
            + " name\";",
        "CREATE TRIGGER \"t\" AFTER INSERT ON \"users\" BEGIN INSERT INTO \"log\" (\"what\") VALUES"
            + " (new.\"name\"); END;",
        "CREATE VIRTUAL TABLE f USING fts5(\"title\", tokenize = \"porter ascii\");",
        "ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"full name\";",
        "WITH \"w\" (\"k\") AS (SELECT \"name\" FROM \"users\") INSERT INTO log (what) SELECT \"k\" FROM"
            + " \"w\";",
      })
  void namesThatExistSayNothing(String migration) {
    assertEquals(
        List.of(),
        problems(migration).stream()
            .filter(p -> p.key() == ProblemKey.QUOTED_TEXT || p.key() == ProblemKey.SQL_REJECTED)
            .toList());
  }
}
