package dev.rungs.processor.replay.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Creates text that a LIKE or GLOB pattern matches. */
public final class Patterns {
  private Patterns() {}

  /**
   * Texts of several forms that a pattern matches.
   *
   * @param pattern of LIKE or of GLOB
   * @param lengths those that some of the texts should have
   */
  public static List<String> matches(String pattern, Set<Integer> lengths) {
    List<String> texts = new ArrayList<>();
    for (boolean glob : new boolean[] {true, false}) {
      char star = glob ? '*' : '%';
      boolean special = false;
      int stars = 0;
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        stars += c == star ? 1 : 0;
        special |= c == star || (glob ? c == '[' || c == '?' : c == '_');
      }
      if (!special) {
        continue;
      }
      for (String filling : List.of("", "q7", "7", "a", "A")) {
        texts.add(match(pattern, glob, filling));
      }
      for (int length : lengths) {
        int missing = length - match(pattern, glob, "").length();
        for (String filling : List.of("7", "a", "A")) {
          if (stars > 0 && missing >= stars && missing < 1000) {
            String all = match(pattern, glob, filling.repeat(missing / stars));
            texts.add(all);
            texts.add(all + filling.repeat(Math.max(0, length - all.length())));
          }
        }
      }
    }
    return texts;
  }

  static String match(String pattern, boolean glob) {
    return match(pattern, glob, "q7");
  }

  private static String match(String pattern, boolean glob, String filling) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == (glob ? '*' : '%')) {
        text.append(filling);
      } else if (c == (glob ? '?' : '_')) {
        text.append('x');
      } else if (glob && c == '[') {
        int close = pattern.indexOf(']', i + 2);
        text.append(close < 0 ? '[' : member(pattern.substring(i + 1, close)));
        i = close < 0 ? i : close;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** One character of a set such as {@code a-z} or {@code ^0-9}. */
  private static char member(String set) {
    if (!set.startsWith("^")) {
      return set.charAt(0);
    }
    for (char c = 'a'; c <= 'z'; c++) {
      if (set.indexOf(c) < 0 && !set.contains("a-z")) {
        return c;
      }
    }
    return set.contains("0-9") ? '-' : '7';
  }
}
