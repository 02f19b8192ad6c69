package dev.rungs.runtime.proof;

import java.time.LocalTime;
import java.util.Random;

/** How often a loop runs: little by default, more where a system property says so. */
final class Counts {
  private Counts() {}

  /** Reads a count. */
  static int of(String property, int byDefault) {
    return Integer.getInteger(property, byDefault);
  }

  /** Reads the number of the first input, so that one input can be repeated alone. */
  static int first() {
    return Integer.getInteger("rungs.soak.first", 0);
  }

  /** Says now and then how far a long run is, so that one that is stopped is known too. */
  static void tell(String what, int done) {
    if (done > 0 && done % 500 == 0) {
      System.out.printf("%s: %d done, %s%n", what, done, LocalTime.now().withNano(0));
    }
  }

  /** Reads the seed of a test, so that a failure can be repeated. */
  static long seed() {
    return Long.getLong("rungs.seed", 20_260_401L);
  }

  /** Random numbers of their own for each input, so that one input can be repeated alone. */
  static Random random(long seed, int input) {
    return new Random(seed * 1_000_003L + input);
  }
}
