package dev.rungs.runtime.proof;

import java.util.Random;

/** How often a loop runs: little by default, more where a system property says so. */
final class Counts {
  private Counts() {}

  /** Reads a count. */
  static int of(String property, int byDefault) {
    return Integer.getInteger(property, byDefault);
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
