package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.replay.ReplayResult;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that the loss check was made with, each of which must stay right. */
class LossTunedTest {
  static Stream<LossCases.Case> cases() throws IOException {
    List<LossCases.Case> cases = LossCases.read("loss-tuned.txt");
    String shared = cases.get(0).schema();
    return cases.stream().map(c -> c.schema().strip().equals("schema") ? c.withSchema(shared) : c);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedRightly(LossCases.Case c) {
    ReplayResult result = c.replay();
    assertEquals(c.lossy(), LossCases.isFlagged(result), () -> LossCases.told(result));
  }
}
