package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnchangedRowsTest {
  private static final String NOTES =
      """
      CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, size NUMERIC, data BLOB);
      INSERT INTO notes VALUES (1, 'one', 1, x'01'), (2, 'two', 2.5, x'02'), (3, NULL, 3, NULL);
      """;

  @Test
  void rowsStayWhenColumnsComeAndMove() throws Exception {
    assertEquals("0 1 2 all", after("ALTER TABLE notes ADD COLUMN mark TEXT DEFAULT 'x'"));
    assertEquals(
        "0 1 2 all",
        after(
            "ALTER TABLE notes RENAME TO was;"
                + "CREATE TABLE NOTES (data BLOB, SIZE, body TEXT, id INTEGER PRIMARY KEY);"
                + "INSERT INTO notes SELECT data, size, body, id FROM was; DROP TABLE was"));
  }

  @Test
  void aRowIsChangedByOneValue() throws Exception {
    assertEquals("0 2", after("UPDATE notes SET body = 'TWO' WHERE id = 2"));
    assertEquals("0 1", after("UPDATE notes SET body = '' WHERE id = 3"));
    assertEquals("1 2", after("UPDATE notes SET data = x'03' WHERE id = 1"));
  }

  @Test
  void aNumberThatHasBecomeTextIsAnother() throws Exception {
    assertEquals(
        "",
        after(
            "CREATE TABLE next (id INTEGER PRIMARY KEY, body TEXT, size TEXT, data BLOB);"
                + "INSERT INTO next SELECT * FROM notes; DROP TABLE notes;"
                + "ALTER TABLE next RENAME TO notes"));
  }

  @Test
  void aRowThatIsGoneOrStandsElsewhereIsNotAmongThem() throws Exception {
    assertEquals("", after("DELETE FROM notes WHERE id = 1"));
    assertEquals("0 1", after("DELETE FROM notes WHERE id = 3"));
    assertEquals("", after("DROP TABLE notes"));
    assertEquals("", after("ALTER TABLE notes RENAME TO entries"));
    assertEquals("", after("ALTER TABLE notes RENAME COLUMN body TO text"));
    assertEquals("", after("ALTER TABLE notes DROP COLUMN body"));
  }

  private static String after(String script) throws Exception {
    try (ScratchDatabase database = ScratchDatabase.open()) {
      run(database, NOTES);
      StoredTable before = StoredTable.read(database, "notes");
      run(database, script);
      List<StoredTable> after = LossDetector.stored(database);
      UnchangedRows rows = UnchangedRows.of(before, after);
      List<String> words = new ArrayList<>();
      for (int i = 0; i < before.rows().size(); i++) {
        if (rows.has(i)) {
          words.add(String.valueOf(i));
        }
      }
      if (rows.areAll()) {
        words.add("all");
      }
      return String.join(" ", words);
    }
  }

  private static void run(ScratchDatabase database, String script) throws Exception {
    for (String statement : script.split(";")) {
      if (!statement.isBlank()) {
        database.execute(statement);
      }
    }
  }
}
