package dev.rungs.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.internal.sql.SqlPosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkedLineTest {
  private static final Optional<String> INLINE = Optional.empty();
  private static final Optional<String> FILE = Optional.of("v3.sql");

  private static String mark(String message, String script, int offset, Optional<String> file) {
    ScriptMark mark = ScriptMark.of(new ScriptModel(script, file), offset);
    return mark.appendTo(message, mark.place());
  }

  @Test
  void countsLinesByEveryKindOfLineEnd() {
    for (String end : new String[] {"\n", "\r\n", "\r"}) {
      String script = "a;" + end + "bc d;" + end;
      assertEquals(new MarkedLine(new SqlPosition(1, 1), "a;"), MarkedLine.of(script, 0));
      assertEquals(
          new MarkedLine(new SqlPosition(2, 4), "bc d;"),
          MarkedLine.of(script, script.indexOf('d')),
          end);
      assertEquals(
          new MarkedLine(new SqlPosition(3, 1), ""), MarkedLine.of(script, script.length()));
    }
  }

  @Test
  void anOffsetOutsideTheScriptIsItsNearestEnd() {
    assertEquals(new MarkedLine(new SqlPosition(1, 1), "ab"), MarkedLine.of("ab", -5));
    assertEquals(new MarkedLine(new SqlPosition(1, 3), "ab"), MarkedLine.of("ab", 99));
    assertEquals(new MarkedLine(new SqlPosition(1, 1), ""), MarkedLine.of("", 0));
  }

  @Test
  void showsTheLineWithACaretUnderTheToken() {
    String script = "SELECT 1;\n\tDROP usres;\n";
    assertEquals(
        "No such table.\n  at line 2, column 7 of the SQL:\n    \tDROP usres;\n    \t     ^",
        mark("No such table.", script, script.indexOf("usres"), INLINE));
    ScriptModel file = new ScriptModel(script, FILE);
    assertEquals("v3.sql:2:7", ScriptMark.of(file, script.indexOf("usres")).place());
  }

  @Test
  void aPairOfSurrogatesIsOneColumnWideForTheCaret() {
    String script = "'\ud83d\ude00' x";
    assertEquals(
        "m\n  at v3.sql:1:6:\n    '\ud83d\ude00' x\n        ^",
        mark("m", script, script.indexOf('x'), FILE));
  }

  @Test
  void aLongLineIsCutAroundTheToken() {
    String script = "a".repeat(500) + "!" + "b".repeat(500);
    String[] lines = mark("m", script, 500, FILE).split("\n");
    assertEquals("    ..." + "a".repeat(60) + "!" + "b".repeat(59) + "...", lines[2]);
    assertEquals(lines[2].indexOf('!'), lines[3].indexOf('^'));
  }
}
