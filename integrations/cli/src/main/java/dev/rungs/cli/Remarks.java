package dev.rungs.cli;

import dev.rungs.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is worth knowing about a migration. */
final class Remarks {
  private Remarks() {}

  /** Before it is applied. */
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

  /** What became of it after it was applied. */
  static String sinceApplied(boolean edited, Optional<String> recordedName) {
    List<String> words = new ArrayList<>();
    if (edited) {
      words.add("edited after it was applied");
    }
    recordedName.ifPresent(name -> words.add("applied as " + name));
    return String.join(", ", words);
  }
}
