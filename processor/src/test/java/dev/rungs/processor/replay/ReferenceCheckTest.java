package dev.rungs.processor.replay;

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

/** Foreign keys that a version leaves with nothing to refer to. */
class ReferenceCheckTest {
  private static final String FOLDERS =
      """
      CREATE TABLE folders (id INTEGER PRIMARY KEY, code TEXT NOT NULL, parent INTEGER
        REFERENCES folders (id));
      CREATE UNIQUE INDEX folders_code ON folders (code);
      CREATE TABLE files (id INTEGER PRIMARY KEY, folder INTEGER REFERENCES folders (id));
      CREATE TABLE links (id INTEGER PRIMARY KEY, code TEXT REFERENCES folders (code));
      CREATE TABLE seen (code TEXT);
      CREATE TRIGGER seen_folders AFTER INSERT ON seen BEGIN
        INSERT INTO folders (code) VALUES (new.code) ON CONFLICT (code) DO NOTHING; END;
      """;

  private static List<Problem> problems(String migration) {
    return Schemas.schema().up(FOLDERS).destructive(migration).replay().problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "CREATE TABLE n (id INTEGER PRIMARY KEY, f INTEGER REFERENCES folder (id)); | folder, which"
            + " does not exist from version 2 on | Did you mean folders?",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, f INTEGER, FOREIGN KEY (f) REFERENCES \"elsewhere\");"
            + " | elsewhere, which does not exist | Create that table",
        "ALTER TABLE files ADD COLUMN o INTEGER REFERENCES owners (id); | owners, which does not exist"
            + " | files",
        "PRAGMA legacy_alter_table = ON; CREATE TABLE n (id INTEGER PRIMARY KEY, code TEXT NOT NULL"
            + " UNIQUE, parent INTEGER REFERENCES n (id)); INSERT INTO n SELECT id, code, parent FROM"
            + " folders; DROP TABLE folders; ALTER TABLE n RENAME TO folders; | refers to table n |"
            + " does not exist",
        "DROP TABLE folders; DROP TRIGGER seen_folders; | FOREIGN KEY | folders",
      })
  void aTableThatNoVersionCreatesIsRejectedWhereItBeganToBeMissing(
      String migration, String fact, String words) {
    List<Problem> rejected =
        problems(migration).stream().filter(p -> p.key() == ProblemKey.SQL_REJECTED).toList();
    assertTrue(!rejected.isEmpty(), () -> problems(migration).toString());
    String text = rejected.toString();
    assertTrue(text.contains(fact) && text.contains(words), text);
    assertTrue(rejected.stream().allMatch(p -> p.version() == 2), text);
    assertTrue(
        problems(migration).stream().noneMatch(p -> p.key() == ProblemKey.DATA_DEPENDENT),
        () -> problems(migration).toString());
  }

  @Test
  void aTableThatALaterVersionCreatesOrRenamesIsNoMistake() {
    assertEquals(
        List.of(),
        Schemas.schema()
            .up("CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id));")
            .up("CREATE TABLE x (id INTEGER PRIMARY KEY);")
            .up("ALTER TABLE x RENAME TO b;")
            .replay()
            .problems());
  }

  @Test
  void aChildThatWentToLeavesNothing() {
    assertEquals(
        List.of(),
        Schemas.schema()
            .up("CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES nowhere (id));")
            .destructive("DROP TABLE a;")
            .replay()
            .problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP INDEX folders_code;",
        "DROP INDEX folders_code; CREATE UNIQUE INDEX folders_code ON folders (code) WHERE id > 0;",
        "DROP INDEX folders_code; CREATE UNIQUE INDEX folders_code ON folders (code COLLATE NOCASE);",
        "DROP INDEX folders_code; CREATE INDEX folders_code ON folders (code);",
      })
  void aKeyThatLosesItsUniqueIndexIsRejectedAtOnce(String migration) {
    Problem problem = problems(migration).get(0);
    assertEquals(ProblemKey.SQL_REJECTED, problem.key());
    assertTrue(problem.message().contains("FOREIGN KEY of table links"), problem.message());
    assertTrue(problem.message().contains("foreign key mismatch"), problem.message());
  }

  @Test
  void aTriggersConflictClauseWithoutItsUniqueIndexIsBroken() {
    List<Problem> problems =
        Schemas.schema()
            .up(
                """
                CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
                CREATE UNIQUE INDEX tags_name ON tags (name);
                CREATE TABLE notes (id INTEGER PRIMARY KEY, tag TEXT);
                CREATE TRIGGER notes_tag AFTER INSERT ON notes BEGIN
                  INSERT INTO tags (name) VALUES (new.tag) ON CONFLICT (name) DO NOTHING; END;
                """)
            .up("DROP INDEX tags_name;")
            .replay()
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.BROKEN_DEPENDENT, problems.get(0).key());
    assertTrue(problems.get(0).message().contains("notes_tag"), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "DELETE FROM folders WHERE id > 0; UPDATE files SET folder = NULL WHERE id < -5; | 1",
        "UPDATE seen SET code = ''; UPDATE files SET folder = folder + 1; SELECT count(*) FROM files"
            + " JOIN folders; | 2",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, folder INTEGER REFERENCES folders (id)); INSERT"
            + " INTO n (id, folder) SELECT id, folder + 1 FROM files; DROP TABLE files; ALTER TABLE n"
            + " RENAME TO files; | 2",
        "DROP TRIGGER seen_folders; CREATE TABLE n (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,"
            + " parent INTEGER); INSERT INTO n (id, code) SELECT id, code FROM folders WHERE id > 90;"
            + " DROP TABLE folders; ALTER TABLE n RENAME TO folders; | 3",
      })
  void theStatementThatLeavesARowWithoutItsParentIsNamed(String migration, int statement) {
    List<Problem> told =
        problems(migration).stream().filter(p -> p.message().contains("FOREIGN KEY")).toList();
    assertEquals(1, told.size(), () -> problems(migration).toString());
    assertTrue(told.get(0).message().contains("tatement " + statement + " of"), told::toString);
  }

  @Test
  void anIndexThatIsCreatedAgainServes() {
    assertEquals(
        List.of(),
        Schemas.schema()
            .up(FOLDERS)
            .up("DROP INDEX folders_code; CREATE UNIQUE INDEX folders_by_code ON folders (code);")
            .replay()
            .problems());
  }

  /** The version is that of the reference, and not that of a later name of its table. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE a RENAME TO c | 1 | c",
        "ALTER TABLE a RENAME TO \"b c\"; ALTER TABLE \"b c\" RENAME TO c | 1 | c",
        "ALTER TABLE a RENAME TO c; ALTER TABLE c RENAME TO a | 1 | a",
        "ALTER TABLE a RENAME TO old; CREATE TABLE a (x); DROP TABLE a | 1 | old",
        "DROP TABLE a; CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES nowhere (id)) |"
            + " 2 | c",
        "ALTER TABLE main.a RENAME TO c; ALTER TABLE c ADD COLUMN d INTEGER REFERENCES gone (id) | 1 |"
            + " c",
      })
  void aRenamedTableKeepsWhatItLacks(String migration, int version, String child) {
    List<Problem> problems =
        Schemas.schema()
            .up("CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES nowhere (id));")
            .destructive(migration + ";")
            .up("CREATE TABLE z (x);")
            .replay()
            .problems();
    Problem missing =
        problems.stream()
            .filter(p -> p.key() == ProblemKey.SQL_REJECTED && p.message().contains("nowhere"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(problems.toString()));
    assertEquals(version, missing.version(), problems::toString);
    assertTrue(
        missing
            .message()
            .contains("of table " + child + " refers to table nowhere, which does not exist from"),
        missing::message);
  }
}
