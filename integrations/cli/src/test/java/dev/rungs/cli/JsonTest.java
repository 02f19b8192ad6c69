package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.Strategy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void writesEveryKindOfValue() {
    assertEquals(
        """
        {
          "text": "a",
          "number": 1,
          "truth": true,
          "nothing": null,
          "absent": null,
          "present": "b",
          "none": [],
          "empty": {},
          "list": [
            1,
            {
              "x": "in-place"
            }
          ]
        }""",
        Json.write(
            Json.object()
                .put("text", "a")
                .put("number", 1)
                .put("truth", true)
                .put("nothing", null)
                .put("absent", Optional.empty())
                .put("present", Optional.of("b"))
                .put("none", List.of())
                .put("empty", Json.object())
                .put("list", List.of(1, Json.object().put("x", Json.word(Strategy.IN_PLACE))))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "34, `\\\"`",
        "92, \\\\",
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "1, \\u0001",
        "55357, \\ud83d",
        "56832, \\ude00",
        "228, ä",
        "128512, 😀",
        "47, /"
      })
  void escapesWhatMustBe(int codePoint, String written) {
    assertEquals('"' + written + '"', Json.write(new String(Character.toChars(codePoint))));
  }
}
