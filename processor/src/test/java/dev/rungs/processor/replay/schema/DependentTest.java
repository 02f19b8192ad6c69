package dev.rungs.processor.replay.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views and triggers that do not compile, old or new. */
class DependentTest {
  private static final String SCHEMA =
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
      CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
      CREATE VIEW adults AS SELECT id, name FROM users WHERE age > 18;
      CREATE TRIGGER users_log AFTER UPDATE OF name ON users WHEN new.name <> old.name
      BEGIN INSERT INTO log (what) VALUES (new.name); END;
      """;

  private static List<Problem> problems(String migration) {
    return Schemas.schema().up(SCHEMA).destructive(migration).replay().problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "DROP TABLE log; | Trigger users_log no longer compiles | no such table: main.log",
        "DROP TABLE users; | View adults no longer compiles | no such table: main.users",
        "CREATE VIEW v AS SELECT nmae FROM users; | View v does not compile | no such column: nmae",
        "CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET agee = 1; END; | Trigger t"
            + " does not compile | no such column: agee",
        "CREATE TRIGGER t AFTER DELETE ON users BEGIN DELETE FROM lgo; END; | Trigger t does not"
            + " compile | no such table: main.lgo",
        "CREATE VIEW w AS SELECT name FROM adults; CREATE TRIGGER t INSTEAD OF INSERT ON w BEGIN"
            + " INSERT INTO users (nme) VALUES (new.name); END; | Trigger t does not compile | nme",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO n SELECT id, name FROM"
            + " users; DROP VIEW adults; DROP TABLE users; ALTER TABLE n RENAME TO users; CREATE"
            + " VIEW adults AS SELECT id FROM users WHERE age > 18; | View adults no longer"
            + " compiles | no such column: age",
      })
  void isReported(String migration, String fact, String words) {
    List<Problem> broken =
        problems(migration).stream().filter(p -> p.key() == ProblemKey.BROKEN_DEPENDENT).toList();
    assertEquals(1, broken.size(), () -> problems(migration).toString());
    assertTrue(broken.get(0).message().contains(fact), broken.get(0).message());
    assertTrue(broken.get(0).message().contains(words), broken.get(0).message());
  }

  private static final String SEARCH =
      """
      CREATE VIRTUAL TABLE search USING fts5 (title, body);
      CREATE VIRTUAL TABLE terms USING fts5vocab (search, row);
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "DROP TABLE search; | Virtual table terms",
        "ALTER TABLE search RENAME TO found; | Virtual table terms",
      })
  void aVocabularyWithoutItsIndexIsReported(String migration, String words) {
    List<Problem> broken =
        Schemas.schema().up(SEARCH).destructive(migration).replay().problems().stream()
            .filter(p -> p.key() == ProblemKey.BROKEN_DEPENDENT)
            .toList();
    assertEquals(1, broken.size(), broken::toString);
    assertTrue(broken.get(0).message().contains(words), broken::toString);
  }

  @Test
  void aVocabularyStandsInNobodysWay() {
    assertEquals(
        List.of(),
        Schemas.schema()
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);" + SEARCH)
            .up("INSERT INTO search (rowid, body) SELECT id, body FROM notes;")
            .up("CREATE TABLE words AS SELECT term, doc FROM terms;")
            .up("UPDATE search SET title = '' WHERE title IS NULL;")
            .up("DROP TABLE terms; CREATE VIRTUAL TABLE terms USING fts5vocab (search, col);")
            .replay()
            .problems());
  }

  @Test
  void allOfThemAreNamedInOneError() {
    List<Problem> problems =
        Schemas.schema()
            .up(SCHEMA)
            .up("CREATE VIEW elders AS SELECT id FROM adults; CREATE VIEW names AS SELECT 1;")
            .destructive(
                "DROP TABLE log;\nDROP TABLE users;\nCREATE VIEW lost AS SELECT * FROM nowhere;")
            .replay()
            .problems();
    // The trigger went with its table.
    assertEquals(
        List.of(
            "View adults no longer compiles after version 3: no such table: main.users. Nor do view"
                + " lost (no such table: main.nowhere) and view elders (no such table: main.users)."
                + " Drop it in the same migration, and create it again if it is still needed.\n"
                + "  at line 2, column 12 of the SQL:\n    DROP TABLE users;\n               ^"),
        problems.stream().map(Problem::message).toList());
  }

  @Test
  void aTriggerAndAViewAreNamedInOneError() {
    List<Problem> problems =
        problems(
            "DROP TABLE log; CREATE VIEW v AS SELECT nmae FROM users;"
                + " CREATE VIEW w AS SELECT aeg FROM users;");
    assertEquals(1, problems.size(), problems::toString);
    String message = problems.get(0).message();
    assertTrue(message.contains("View v does not compile"), message);
    assertTrue(
        message.contains(
            "Nor do view w (no such column: aeg) and trigger users_log (no such table: main.log)."),
        message);
  }

  @Test
  void isReportedOnceAndLaterVersionsGoOn() {
    List<Problem> problems =
        Schemas.schema()
            .up(SCHEMA)
            .destructive("DROP TABLE log;")
            .up("ALTER TABLE users ADD COLUMN note TEXT;")
            .up("CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);")
            .up("CREATE UNIQUE INDEX users_name ON users (name);")
            .replay()
            .problems();
    assertEquals(
        List.of("2 BrokenDependent", "5 DataDependent"),
        problems.stream().map(p -> p.version() + " " + p.key().key()).toList(),
        problems::toString);
  }

  @Test
  void whatCompilesSaysNothing() {
    List<Problem> problems =
        Schemas.schema()
            .up(SCHEMA)
            .up("ALTER TABLE users RENAME COLUMN name TO title;")
            .up("ALTER TABLE users RENAME TO people;")
            .up("CREATE TRIGGER people_ai AFTER INSERT ON people BEGIN SELECT new.title; END;")
            .replay()
            .problems();
    assertEquals(List.of(), problems);
  }

  @Test
  void aTriggerWithOneValueTooFewIsFoundWhereItIsMade() {
    List<Problem> problems =
        Schemas.schema()
            .up(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);"
                    + " CREATE TABLE journal (note INTEGER, body TEXT, what TEXT);")
            .up(
                """
                CREATE TRIGGER note_gone AFTER DELETE ON notes BEGIN
                  INSERT INTO journal (note, body, what) VALUES (old.id, 'gone');
                END;
                CREATE TRIGGER note_counted AFTER DELETE ON notes BEGIN
                  UPDATE journal SET what = 'old' WHERE note = old.id;
                END;
                """)
            .up("DELETE FROM notes WHERE body IS NULL;") // fails for what was reported
            .replay()
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.BROKEN_DEPENDENT, problems.get(0).key());
    assertEquals(2, problems.get(0).version());
    String message = problems.get(0).message();
    assertTrue(
        message.startsWith(
            "Trigger note_gone does not compile after version 2: 2 values for 3 columns."),
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE docs RENAME TO papers; | docs_fts can no longer be read after version 2 | docs",
        "ALTER TABLE docs RENAME COLUMN body TO text; | docs_fts can no longer be read | body",
        "ALTER TABLE docs DROP COLUMN body; | docs_fts can no longer be read | body",
        "ALTER TABLE docs RENAME COLUMN id TO num; | docs_fts can no longer be read | id",
        "DROP TABLE docs; | docs_fts can no longer be read | docs",
        "DROP TABLE docs_fts; | docs_words can no longer be read | docs_fts",
        "CREATE VIRTUAL TABLE f USING fts5(titel, content=docs, content_rowid=id); | f cannot be read"
            + " after version 2 | titel",
        "CREATE VIRTUAL TABLE f USING fts5vocab(docs_ftz, 'row'); | f cannot be read | docs_ftz",
        "CREATE VIRTUAL TABLE f USING fts4(title, text, content='docs'); | f cannot be read | text",
      })
  void aVirtualTableThatReadsAStoredOneIsReadAgain(String migration, String fact, String words) {
    List<Problem> broken =
        Schemas.of(
            Schemas.schema()
                .up(
                    """
                    CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
                    CREATE VIRTUAL TABLE docs_fts USING fts5(title, body, content='docs',
                      content_rowid='id');
                    CREATE VIRTUAL TABLE docs_words USING fts5vocab('docs_fts', 'row');
                    CREATE VIRTUAL TABLE boxes USING rtree(id, a, b, +label);
                    CREATE VIRTUAL TABLE bare USING fts5(title, content='');
                    """)
                .destructive(migration)
                .replay(),
            ProblemKey.BROKEN_DEPENDENT);
    assertEquals(1, broken.size());
    assertTrue(broken.get(0).message().contains(fact), broken::toString);
    assertTrue(broken.get(0).message().contains(words), broken::toString);
  }

  @Test
  void virtualTablesThatAreCreatedAgainWorkOn() {
    assertEquals(
        List.of(),
        Schemas.of(
            Schemas.schema()
                .up(
                    "CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT); CREATE VIRTUAL TABLE f"
                        + " USING fts5(title, content='docs', content_rowid='id');")
                .up(
                    "DROP TABLE f; ALTER TABLE docs RENAME TO papers; CREATE VIRTUAL TABLE f USING"
                        + " fts5(title, content='papers', content_rowid='id');")
                .replay(),
            ProblemKey.BROKEN_DEPENDENT));
  }
}
