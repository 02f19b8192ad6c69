package dev.rungs.processor.replay.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.internal.sql.SqlTokenizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralReplacementsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE t SET s = 'done' WHERE s = 'finished' | s: 'finished' by 'done'",
        "UPDATE t SET s = 'done' WHERE t.s IS 'finished' AND id > 3 | s: 'finished' by 'done'",
        "UPDATE t SET s = 2 WHERE s IN (1) | s: 1 by 2",
        "UPDATE t SET s = -1 WHERE (s = 1) | s: 1 by -1",
        "UPDATE t SET s = CASE s WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE s END | s: 1 by 2; s: 3 by 4",
        "UPDATE t SET s = CASE WHEN s = 1 THEN 2 ELSE s END | s: 1 by 2",
        "UPDATE t SET s = nullif(s, 'none') | s: 'none' by NULL",
        "UPDATE t SET s = NULLIF(t.s, -1), d = nullif(d, 0) | s: -1 by NULL; d: 0 by NULL",
        "UPDATE t SET s = CASE s WHEN 1 THEN 2 WHEN 3 THEN 4 END WHERE s IN (1, 3) | s: 1 by 2; s:"
            + " 3 by 4",
      })
  void whatIsReplacedIsSpelledOut(String update, String replaced) {
    assertEquals(replaced, read(update));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "UPDATE t SET s = 'done'",
        "UPDATE t SET s = 'dark' WHERE k = 'theme'",
        "UPDATE t SET s = 'done' WHERE s <> 'open'",
        "UPDATE t SET s = 'done' WHERE s = 'a' OR id = 1",
        "UPDATE t SET s = 'done' WHERE NOT s = 'a'",
        "UPDATE t SET s = 'done' WHERE s IN ('a', 'b')",
        "UPDATE t SET s = 'done' WHERE s LIKE 'a'",
        "UPDATE t SET s = 'done', d = 1 WHERE s = 'a'",
        "UPDATE t SET s = d WHERE s = 'a'",
        "UPDATE t SET s = nullif(d, 'none')",
        "UPDATE t SET s = nullif(s, d)",
        "UPDATE t SET s = nullif(lower(s), 'none')",
        "UPDATE t SET s = nullif(s, 'none') + 1",
        "UPDATE t SET s = nullif(s, 'none', 1)",
        "UPDATE t SET s = nullif",
        "UPDATE t SET s = 'done' FROM o WHERE o.s = 'a'",
        "UPDATE t SET s = CASE s WHEN 1 THEN 2 END",
        "UPDATE t SET s = CASE s WHEN 1 THEN 2 ELSE 3 END",
        "UPDATE t SET s = CASE s WHEN 1 THEN 2 WHEN 3 THEN 2 ELSE s END",
      })
  void orElseItIsALoss(String update) {
    assertEquals("", read(update));
  }

  private static String read(String update) {
    return LiteralReplacements.of(UpdateText.of(SqlTokenizer.significant(update))).stream()
        .map(r -> r.column() + ": " + r.from() + " by " + r.to())
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }
}
