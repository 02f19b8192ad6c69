package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTokenizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "select ~ WORD",
        "_a$1é ~ WORD",
        "x ~ WORD",
        "\"a\"\"b\" ~ QUOTED_NAME",
        "`a``b` ~ QUOTED_NAME",
        "[a'b] ~ QUOTED_NAME",
        "'it''s' ~ STRING",
        "x'00fF' ~ BLOB",
        "X'' ~ BLOB",
        "12 ~ NUMBER",
        "1_000 ~ NUMBER",
        "0xAf ~ NUMBER",
        "1.5e-3 ~ NUMBER",
        ".5 ~ NUMBER",
        "5. ~ NUMBER",
        "1e5 ~ NUMBER",
        "? ~ VARIABLE",
        "?12 ~ VARIABLE",
        ":a ~ VARIABLE",
        "@a ~ VARIABLE",
        "#a ~ VARIABLE",
        "$a::b(c;d) ~ VARIABLE",
        "->> ~ OPERATOR",
        "-> ~ OPERATOR",
        "|| ~ OPERATOR",
        "<> ~ OPERATOR",
        "!= ~ OPERATOR",
        "== ~ OPERATOR",
        "; ~ SEMICOLON",
        "-- to the end; ~ COMMENT",
        "/* a ; b */ ~ COMMENT",
        "/* open ~ COMMENT",
        "/*/ ~ COMMENT",
        "'open ~ ILLEGAL",
        "'open'' ~ ILLEGAL",
        "\"open ~ ILLEGAL",
        "[open ~ ILLEGAL",
        "x'0' ~ ILLEGAL",
        "x'0g' ~ ILLEGAL",
        "x'00 ~ ILLEGAL",
        "12ab ~ ILLEGAL",
        "1e ~ ILLEGAL",
        "0x ~ ILLEGAL",
        "$a(b ~ ILLEGAL",
        ": ~ ILLEGAL",
        "! ~ ILLEGAL",
        "^ ~ ILLEGAL",
        "\\ ~ ILLEGAL",
      })
  void readsOneToken(String text, TokenKind kind) {
    SqlTokenizer tokenizer = new SqlTokenizer(text);
    assertTrue(tokenizer.advance());
    assertEquals(new SqlToken(kind, text, 0), tokenizer.token());
    assertFalse(tokenizer.advance(), "more than one token");
  }

  @Test
  void cutsWhereSqliteCuts() {
    assertEquals("a|-| |->|b|.|c|/|*", cut("a- ->b.c/*"));
    assertEquals("1.|.|b", cut("1..b"));
    assertEquals("a|==|=|<=|>", cut("a===<=>"));
    assertEquals("x'ab'|'c'", cut("x'ab''c'"));
  }

  @Test
  void takesAwayQuotes() {
    assertEquals("a\"b", new SqlToken(TokenKind.QUOTED_NAME, "\"a\"\"b\"", 0).value());
    assertEquals("a`b", new SqlToken(TokenKind.QUOTED_NAME, "`a``b`", 0).value());
    assertEquals("a\"b", new SqlToken(TokenKind.QUOTED_NAME, "[a\"b]", 0).value());
    assertEquals("it's", new SqlToken(TokenKind.STRING, "'it''s'", 0).value());
    assertEquals("a", new SqlToken(TokenKind.WORD, "a", 0).value());
  }

  /** Whatever the text is, each code unit belongs to one token and reading ends. */
  @Test
  void losesNothing() {
    Random random = new Random(7);
    String alphabet = "ab1_'\"`[]();,.-/*+<>=!|$@#:?xX0eE \n\r\t\f\u000b\0é\uFEFF\uD83D";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      SqlTokenizer tokenizer = new SqlTokenizer(text.toString());
      int end = 0;
      while (tokenizer.advance()) {
        assertEquals(end, tokenizer.start(), () -> text.toString());
        assertTrue(tokenizer.end() > end, () -> text.toString());
        end = tokenizer.end();
      }
      assertEquals(text.length(), end, () -> text.toString());
    }
  }

  private static String cut(String text) {
    StringBuilder result = new StringBuilder();
    SqlTokenizer tokenizer = new SqlTokenizer(text);
    while (tokenizer.advance()) {
      result.append(result.isEmpty() ? "" : "|").append(text, tokenizer.start(), tokenizer.end());
    }
    return result.toString();
  }
}
