package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the loss check on a second set of migrations, written before it looked at expressions.
 * {@code docs/verification.md} reports the figures.
 */
class LossSecondSetTest {
  /** What is judged wrongly; {@code docs/verification.md} says why. */
  private static final List<String> KNOWN =
      List.of(
          "sensor: milliseconds become seconds and a rest",
          "sensor: split at the first comma",
          "photo: two flags into one of three");

  @Test
  void missesNothingAndSeldomCriesWolf() throws IOException {
    assertEquals(KNOWN, LossCases.misjudged("loss-second-set.txt"));
  }
}
