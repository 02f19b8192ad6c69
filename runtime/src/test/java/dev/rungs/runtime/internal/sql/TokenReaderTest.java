package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenReaderTest {
  /** From {@code here}: the token before, and the one before the parenthesis around it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a here | a | ",
        "here | | ",
        "f ( here | | f",
        "f ( a , here | , | f",
        "f ( g ( a ) here ) | ( | f",
        "f ( ( a ) , ( b ( c ) ) here | ( | f",
        "( a ) here | ( | ",
        "a ) here | | ",
        "a ( b ( c ) , here ) | , | a",
      })
  void stepsBack(String text, String before, String around) {
    List<SqlToken> tokens = SqlTokenizer.significant(text);
    int here = tokens.stream().map(SqlToken::text).toList().indexOf("here");
    assertEquals(before, text(tokens, TokenReader.before(tokens, here)));
    assertEquals(around, text(tokens, TokenReader.opening(tokens, here) - 1));
  }

  private static String text(List<SqlToken> tokens, int at) {
    return at < 0 ? null : tokens.get(at).text();
  }
}
