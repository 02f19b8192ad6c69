package dev.rungs.processor.replay.diagnose;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a misspelt word may have been meant to be. */
public final class Spelling {
  private Spelling() {}

  /**
   * Returns the candidates that are a slip or two away, nearest first.
   *
   * @param word as written
   * @param candidates what there is
   * @return empty if nothing is near
   */
  public static List<String> near(String word, Collection<String> candidates) {
    int allowed = word.length() <= 3 ? 1 : word.length() <= 8 ? 2 : 3;
    String written = word.toLowerCase(Locale.ROOT);
    record Scored(String candidate, int distance) {}
    return candidates.stream()
        .distinct()
        .filter(c -> Math.abs(c.length() - word.length()) <= allowed)
        .map(c -> new Scored(c, distance(written, c.toLowerCase(Locale.ROOT))))
        .filter(s -> s.distance > 0 && s.distance <= allowed)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
        .map(Scored::candidate)
        .toList();
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
