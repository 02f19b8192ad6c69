package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.replay.ReplayResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the loss check on migrations that it was not made with. {@code docs/verification.md}
 * reports the figures.
 */
class LossHeldOutTest {
  @Test
  void missesNothingAndSeldomCriesWolf() throws IOException {
    List<String> misses = new ArrayList<>();
    List<String> alarms = new ArrayList<>();
    int safe = 0;
    int lossy = 0;
    for (LossCases.Case c : LossCases.read("loss-held-out.txt")) {
      ReplayResult result = c.replay();
      boolean flagged = LossCases.isFlagged(result);
      lossy += c.lossy() ? 1 : 0;
      safe += c.lossy() ? 0 : 1;
      if (c.lossy() != flagged) {
        (c.lossy() ? misses : alarms).add(c.name() + "\n" + LossCases.told(result));
      }
      if (Boolean.getBoolean("rungs.loss.show")) {
        System.out.println((flagged ? "LOSSY " : "safe  ") + c.name());
        System.out.print(LossCases.told(result));
      }
    }
    System.out.printf(
        "held out: %d lossy, %d missed; %d safe, %d flagged%n",
        lossy, misses.size(), safe, alarms.size());
    if (Boolean.getBoolean("rungs.loss.show")) {
      System.out.println("MISSES " + misses + "\nALARMS " + alarms);
    }
    assertEquals(List.of(), misses);
    assertTrue(alarms.size() * 100 < safe * 8, () -> "false alarms: " + alarms);
  }
}
