package dev.rungs.processor.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A down script must run on rows and restore the schema. */
class DownTest {
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL, at TEXT);"
          + "CREATE INDEX notes_at ON notes (at);";

  private static List<Problem> problems(String up, String down) {
    return Schemas.schema().up(NOTES).upDown(up, down).replay().problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE notes ADD COLUMN slug TEXT; | ALTER TABLE notes DROP COLUMN slug;",
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, note_id REFERENCES notes (id)); | DROP TABLE"
            + " tags;",
        "ALTER TABLE notes RENAME TO pages; | ALTER TABLE pages RENAME TO notes;",
        "ALTER TABLE notes RENAME COLUMN at TO made; | ALTER TABLE notes RENAME COLUMN made TO at;",
        "DROP INDEX notes_at; | CREATE INDEX notes_at ON notes(\"at\");",
        "CREATE VIEW v AS SELECT * FROM notes; | DROP VIEW v;",
        // A rebuild with the columns in another order and the constraint at the table.
        "ALTER TABLE notes ADD COLUMN x; | CREATE TABLE n (at TEXT, body TEXT NOT NULL, id"
            + " INTEGER, PRIMARY KEY (id)); INSERT INTO n SELECT at, body, id FROM notes; DROP"
            + " TABLE notes; ALTER TABLE n RENAME TO notes; CREATE INDEX notes_at ON notes (at);",
      })
  void whatUndoesSaysNothing(String up, String down) {
    assertEquals(List.of(), problems(up, down));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "CREATE TABLE tags (id INTEGER PRIMARY KEY); | SELECT 1; | table tags is not expected",
        "ALTER TABLE notes ADD COLUMN slug TEXT; CREATE INDEX s ON notes (slug); | DROP INDEX s; |"
            + " slug",
        "DROP INDEX notes_at; | CREATE INDEX notes_at ON notes (at DESC); | notes_at",
        "CREATE VIEW v AS SELECT 1; CREATE VIEW w AS SELECT 2; | DROP VIEW v; | view w is not"
            + " expected",
        "ALTER TABLE notes ADD COLUMN x; | CREATE TABLE n (id INTEGER PRIMARY KEY, body TEXT, at"
            + " TEXT); INSERT INTO n SELECT id, body, at FROM notes; DROP TABLE notes; ALTER TABLE"
            + " n RENAME TO notes; CREATE INDEX notes_at ON notes (at); | NOT NULL",
      })
  void whatDoesNotUndoIsListed(String up, String down, String difference) {
    List<Problem> problems = problems(up, down);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.DOWN_DOES_NOT_UNDO, problems.get(0).key());
    assertEquals(Site.Part.DOWN, problems.get(0).site().part());
    assertTrue(problems.get(0).message().contains(difference), problems.get(0).message());
  }

  @Test
  void sqlThatSqliteRefusesIsRejectedWithItsPlace() {
    List<Problem> problems =
        problems("ALTER TABLE notes ADD COLUMN slug TEXT;", "ALTER TABLE notse DROP COLUMN slug;");
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.SQL_REJECTED, problems.get(0).key());
    assertEquals(Site.Part.DOWN, problems.get(0).site().part());
    assertTrue(
        problems.get(0).message().contains("no such table: notse. Did you mean notes?"),
        problems.get(0).message());
    assertTrue(problems.get(0).message().contains("line 1, column 13"));
  }

  @Test
  void aWayBackThatFailsOnlyOnRowsIsFound() {
    List<Problem> problems =
        problems(
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL); DROP INDEX notes_at;",
            """
            INSERT INTO notes (body) SELECT NULL FROM tags;
            DROP TABLE tags;
            CREATE INDEX notes_at ON notes (at);
            """);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.SQL_REJECTED, problems.get(0).key());
    assertTrue(
        problems.get(0).message().contains("succeeds only on empty tables"),
        problems.get(0).message());
  }

  @Test
  void aWayBackThatFailsOnSomeRowsIsAWarning() {
    List<Problem> problems =
        Schemas.schema()
            .up(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT); CREATE UNIQUE INDEX t_k ON t (k);")
            .upDown("DROP INDEX t_k;", "CREATE UNIQUE INDEX t_k ON t (k);")
            .replay()
            .problems();
    // The rows there before have different keys, so the down script succeeds.
    assertEquals(List.of(), problems);
  }

  @Test
  void aWayUpThatDoesNotRunAgainIsFound() {
    List<Problem> problems =
        problems(
            "INSERT INTO notes (id, body) VALUES (1, 'welcome'); CREATE TABLE x (id INTEGER);",
            "DROP TABLE x;");
    // Rows that stay are no difference of the schema; a second @Up meets the key again.
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE notes ADD COLUMN x; | DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY,"
            + " body TEXT NOT NULL, at TEXT); CREATE INDEX notes_at ON notes (at);",
        "ALTER TABLE notes ADD COLUMN x; | CREATE TABLE n (id INTEGER PRIMARY KEY, body TEXT NOT NULL, at"
            + " TEXT); INSERT INTO n (id, body) SELECT id, body FROM notes; DROP TABLE notes; ALTER TABLE"
            + " n RENAME TO notes; CREATE INDEX notes_at ON notes (at);",
        "ALTER TABLE notes RENAME TO pages; | DROP TABLE pages; CREATE TABLE notes (id INTEGER PRIMARY"
            + " KEY, body TEXT NOT NULL, at TEXT); CREATE INDEX notes_at ON notes (at);",
        "CREATE TABLE t (a); | DROP TABLE t; DELETE FROM notes;",
      })
  void rowsThatOnlyTheWayDownLosesAreAWarning(String up, String down) {
    List<Problem> problems = problems(up, down);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.DOWN_LOSES_ROWS, problems.get(0).key());
    assertTrue(problems.get(0).message().contains("rows of notes"), problems::toString);
  }

  @Test
  void rowsThatTheWayUpInsertedMayGo() {
    assertEquals(
        List.of(),
        problems(
            "INSERT INTO notes (id, body) VALUES (900, 'welcome');",
            "DELETE FROM notes WHERE body = 'welcome';"));
  }
}
