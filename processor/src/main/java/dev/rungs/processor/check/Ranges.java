package dev.rungs.processor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Writes numbers shortly. */
final class Ranges {
  private Ranges() {}

  /** Three and more in a row are a range: {@code 1-3, 5, 6}. */
  static String of(SortedSet<Integer> numbers) {
    List<String> parts = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int number : numbers) {
      if (!run.isEmpty() && number != run.get(run.size() - 1) + 1) {
        close(run, parts);
      }
      run.add(number);
    }
    close(run, parts);
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static void close(List<Integer> run, List<String> parts) {
    if (run.size() > 2) {
      parts.add(run.get(0) + "-" + run.get(run.size() - 1));
    } else {
      run.forEach(number -> parts.add(number.toString()));
    }
    run.clear();
  }
}
