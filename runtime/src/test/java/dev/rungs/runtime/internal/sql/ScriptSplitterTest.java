package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSplitterTest {
  @Test
  void splitsAtSemicolonsAndLeavesThemOut() {
    assertEquals(
        List.of("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"),
        texts("CREATE TABLE a (x);\nINSERT INTO a VALUES (1);"));
  }

  @Test
  void takesTheLastStatementWithoutSemicolon() {
    assertEquals(List.of("SELECT 1", "SELECT 2"), texts("SELECT 1; SELECT 2 -- done\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " \n\t", ";", ";;;", "-- c", "-- c\n;", "/* c */", "/* open", "\uFEFF"})
  void findsNothingInBlanksAndComments(String script) {
    assertEquals(List.of(), texts(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s;'",
        "SELECT \"a;b\"",
        "SELECT \"a\"\";b\"",
        "SELECT `a;b`",
        "SELECT [a;b]",
        "SELECT 1 -- a;b\n + 2",
        "SELECT 1 /* a;b */ + 2",
        "SELECT x'3b'",
        "SELECT 'open ; to the end",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END",
        "create temp trigger t after insert on a begin select 1; end",
        "CREATE TEMPORARY TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
        "CREATE /* c */ TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT \"end\"; /* ; */ END",
        "EXPLAIN CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
        "EXPLAIN QUERY PLAN CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
      })
  void keepsOneStatementWhole(String statement) {
    assertEquals(List.of(statement), texts(statement));
    if (!statement.contains("open")) {
      assertEquals(List.of(statement, "SELECT 3"), texts(statement + " ; SELECT 3;"));
    }
  }

  @Test
  void doesNotTakeATableNamedTriggerForATrigger() {
    assertEquals(
        List.of("CREATE TABLE \"trigger\" (x)", "SELECT 1"),
        texts("CREATE TABLE \"trigger\" (x); SELECT 1"));
  }

  @Test
  void takesAByteOrderMarkForABlank() {
    String script = "\uFEFFCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;";
    SqlStatement statement = ScriptSplitter.split(script).get(0);
    assertEquals(script.substring(1, script.length() - 1), statement.text());
    assertEquals(1, statement.offset());
  }

  @Test
  void countsLinesOfEveryKindAndColumnsInCodeUnits() {
    String script =
        "SELECT 1;\r\n\tSELECT 2;\rSELECT 3;\n\n /* \r\n */ SELECT '\uD83D\uDE00'; SELECT 5";
    assertEquals(
        List.of(
            new SqlStatement("SELECT 1", 0, 1, 1),
            new SqlStatement("SELECT 2", 12, 2, 2),
            new SqlStatement("SELECT 3", 22, 3, 1),
            new SqlStatement("SELECT '\uD83D\uDE00'", 43, 6, 5),
            new SqlStatement("SELECT 5", 56, 6, 18)),
        ScriptSplitter.split(script));
    for (SqlStatement statement : ScriptSplitter.split(script)) {
      assertTrue(script.startsWith(statement.text(), statement.offset()));
      assertEquals(
          new SqlPosition(statement.line(), statement.column()),
          SqlPosition.of(script, statement.offset()));
    }
  }

  @Test
  void endsALineCommentAtTheLineFeedOnlyAsSqliteDoes() {
    assertEquals(List.of("SELECT 1"), texts("SELECT 1; -- all of this\rSELECT 2;"));
  }

  @Test
  void walksAScriptOnce() {
    Iterator<SqlStatement> statements = ScriptSplitter.statements("SELECT 1;").iterator();
    assertEquals("SELECT 1", statements.next().text());
    assertThrows(NoSuchElementException.class, statements::next);
  }

  @Test
  void splitsALargeScriptInOnePass() {
    String line = "INSERT INTO notes VALUES (1, 'a; b', \"c\") /* ; */;\n";
    String script = line.repeat(8 * 1024 * 1024 / line.length());
    int count = 0;
    SqlStatement last = null;
    for (SqlStatement statement : ScriptSplitter.statements(script)) {
      last = statement;
      count++;
    }
    assertEquals(script.length() / line.length(), count);
    assertEquals(count, last.line());
  }

  private static List<String> texts(String script) {
    return ScriptSplitter.split(script).stream().map(SqlStatement::text).toList();
  }
}
