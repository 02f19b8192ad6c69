package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.replay.ReplayResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the loss check on a third set of migrations, of kinds that the others do not have.
 * {@code docs/verification.md} reports the figures.
 */
class LossThirdSetTest {
  /** What is judged wrongly; {@code docs/verification.md} says why. */
  private static final List<String> KNOWN =
      List.of("keys: a word for none becomes NULL on the way");

  @Test
  void missesNothingAndSeldomCriesWolf() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (LossCases.Case c : LossCases.read("loss-third-set.txt")) {
      ReplayResult result = c.replay();
      String seen = LossCases.judged(result);
      if (!seen.equals(c.label())) {
        wrong.add(c.name());
        System.out.printf("%s: %s, seen %s%n%s", c.name(), c.label(), seen, LossCases.told(result));
      }
      if (Boolean.getBoolean("rungs.loss.show")) {
        System.out.println(seen + " " + c.name());
        System.out.print(LossCases.told(result));
      }
    }
    assertEquals(KNOWN, wrong);
  }
}
