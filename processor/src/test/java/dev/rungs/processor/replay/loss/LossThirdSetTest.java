package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the loss check on a third set of migrations, of kinds that the others do not have.
 * {@code docs/verification.md} reports the figures.
 */
class LossThirdSetTest {
  /** What is judged wrongly; {@code docs/verification.md} says why. */
  private static final List<String> KNOWN = List.of();

  @Test
  void missesNothingAndSeldomCriesWolf() throws IOException {
    assertEquals(KNOWN, LossCases.misjudged("loss-third-set.txt"));
  }
}
