package dev.rungs.processor.replay.script;

/** Creates text that a LIKE or GLOB pattern matches. */
public final class Patterns {
  private Patterns() {}

  static String match(String pattern, boolean glob) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == (glob ? '*' : '%')) {
        text.append("q7");
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
