package dev.rungs.cli;

import dev.rungs.Strategy;
import java.util.ArrayList;
import java.util.List;

/** What is worth knowing about a migration before it is applied. */
final class Remarks {
  private Remarks() {}

  static String of(Strategy strategy, boolean destructive, boolean reversible) {
    List<String> words = new ArrayList<>();
    if (strategy == Strategy.REBUILD) {
      words.add("rebuild");
    }
    if (destructive) {
      words.add("destructive");
    }
    if (strategy == Strategy.IN_PLACE && !reversible) {
      words.add("cannot be undone");
    }
    return String.join(", ", words);
  }
}
