package dev.rungs.processor.replay.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.internal.sql.SqlTokenizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of reversible forms, form by form. */
class ReversibleFormsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "t.x",
        "(x)",
        "\"X\"",
        "-x",
        "x + 1",
        "273 + x",
        "x - 1",
        "100 - x",
        "x * 1000",
        "'a' || x",
        "x || 'b'",
        "'<p>' || x || '</p>'",
        "hex(x)",
        "quote(x)",
        "json_quote(x)",
        "json_array(x, y)",
        "json_object('x', x, 'y', y)",
        "json_insert(x, '$.a', 1)",
        "coalesce(x, '')",
        "ifnull(x, 0)",
        "iif(x IS NULL, 1, x)",
        "CASE WHEN x IS NULL THEN 'none' ELSE x END",
        "CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'b' END",
        "CASE WHEN x = 'a' THEN 'b' ELSE x END",
        "CAST(x AS TEXT)",
        "CAST(x AS VARCHAR(20))",
        "hex('a' || coalesce(x, ''))"
      })
  void canBeReadBack(String expression) {
    assertTrue(ReversibleForms.isReversible(SqlTokenizer.significant(expression), "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y",
        "'x'",
        "1",
        "x || y",
        "x || x",
        "x * 0",
        "x / 2",
        "x % 2",
        "x + y",
        "x & 255",
        "x <> 0",
        "lower(x)",
        "substr(x, 1, 4000)",
        "round(x, 2)",
        "trim(x)",
        "replace(x, 'a', 'b')",
        "length(x)",
        "abs(x)",
        "min(x, 100)",
        "json_extract(x, '$.a')",
        "json_set(x, '$.a', 1)",
        "coalesce(y, x)",
        "coalesce(x, y)",
        "iif(x > 1, 1, x)",
        "CASE WHEN x > 1 THEN 1 ELSE x END",
        "CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'a' END",
        "CASE WHEN x IS NULL THEN 'none' ELSE y END",
        "CAST(x AS INTEGER)",
        "CAST(x AS JSON)",
        "(SELECT x FROM t)",
        "strftime('%s', x)"
      })
  void countsAsLost(String expression) {
    assertFalse(ReversibleForms.isReversible(SqlTokenizer.significant(expression), "x"));
  }
}
