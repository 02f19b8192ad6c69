package dev.rungs.processor.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextBlocksTest {
  private static final String Q = "\"\"\"";

  private static void assertLine(int expected, String source, String type, String sql, int line) {
    assertEquals(OptionalInt.of(expected), TextBlocks.line(source, type, sql, line), source);
  }

  @Test
  void eachLineOfTheValueHasItsLineOfTheSource() {
    String source =
        "package app;\n@Up(" + Q + "\n    a\n      b\n\n    c\n    " + Q + ")\nclass A {}\n";
    String sql = "a\n  b\n\nc\n";
    for (int line = 1; line <= 5; line++) {
      assertLine(2 + line, source, "A", sql, line);
      assertLine(2 + line, source.replace("\n", "\r\n"), "A", sql, line);
    }
    assertEquals(OptionalInt.empty(), TextBlocks.line(source, "A", sql, 6));
    assertEquals(OptionalInt.empty(), TextBlocks.line(source, "A", sql, 0));
    assertEquals(OptionalInt.empty(), TextBlocks.line(source, "A", "a\n", 1));
  }

  @Test
  void escapesThatBeginOrJoinLinesAreFollowed() {
    String source = "@Up(" + Q + "\n  a\\nb \\\n  c\n  \\t\\101\\" + Q + "d" + Q + ")\nclass A {}";
    String sql = "a\nb c\n\tA" + Q + "d";
    assertLine(2, source, "A", sql, 1);
    assertLine(2, source, "A", sql, 2);
    assertLine(4, source, "A", sql, 3);
  }

  @Test
  void whatOnlyLooksLikeATextBlockIsNone() {
    String source =
        "// "
            + Q
            + "\n/* "
            + Q
            + "\n*/ String s = \"\\\"\" + '\"' + '\\'';\n@Up("
            + Q
            + "\na\n"
            + Q
            + ")\nclass A {}";
    assertLine(5, source, "A", "a\n", 1);
  }

  @Test
  void ofEqualTextBlocksTheOneInFrontOfTheClassIsMeant() {
    String block = "@Up(" + Q + "\na\n" + Q + ")\n";
    String source = block + "class A {}\n" + block + "final class B {}\n";
    assertLine(2, source, "A", "a\n", 1);
    assertLine(6, source, "B", "a\n", 1);
    assertEquals(OptionalInt.empty(), TextBlocks.line(source, "C", "a\n", 1));
    String both = "@Up(" + Q + "\na\n" + Q + ")\n@Down(" + Q + "\na\n" + Q + ")\nclass A {}";
    assertEquals(OptionalInt.empty(), TextBlocks.line(both, "A", "a\n", 1));
  }

  @Test
  void aSourceThatEndsEarlyIsReadToItsEnd() {
    for (String end : new String[] {"@Up(" + Q, "@Up(" + Q + "\na", "'", "\"", "/*", "//", "\\"}) {
      assertEquals(OptionalInt.empty(), TextBlocks.line(end, "A", "a", 1), end);
    }
  }
}
