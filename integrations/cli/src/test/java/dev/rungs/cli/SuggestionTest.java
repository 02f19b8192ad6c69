package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "statsu, rungs status",
    "stat, rungs status",
    "donw, rungs down",
    "hsitory, rungs history",
    "shcema, rungs schema",
    "status --jsno, --json",
  })
  void oneCommandIsSuggested(String typed, String meant) {
    Outcome outcome = Outcome.of(Notes.release(3), typed.split(" "));
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().endsWith("Did you mean '" + meant + "'?\n"), outcome.err());
  }

  @ParameterizedTest
  @CsvSource({"migrate", "xyzzy", "status --frobnicate"})
  void nothingIsSuggestedForWhatIsFarFromAll(String typed) {
    Outcome outcome = Outcome.of(Notes.release(3), typed.split(" "));
    assertTrue(outcome.err().contains(" --help'."), outcome.err());
  }
}
