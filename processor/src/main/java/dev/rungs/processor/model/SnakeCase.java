package dev.rungs.processor.model;

import java.util.Locale;

/** Derives a migration's name from its class. */
public final class SnakeCase {
  private SnakeCase() {}

  /**
   * Writes a class name in snake case. Digits stay with the letters before them, and an acronym is
   * one word: {@code AddHTTPUrl2} gives {@code add_http_url2}.
   *
   * @param simpleName a Java class name
   * @return its words in lower case, joined by single underscores
   */
  public static String of(String simpleName) {
    StringBuilder out = new StringBuilder(simpleName.length() + 8);
    int[] letters = simpleName.codePoints().toArray();
    for (int i = 0; i < letters.length; i++) {
      int c = letters[i];
      boolean begins =
          i > 0
              && Character.isUpperCase(c)
              && (!Character.isUpperCase(letters[i - 1])
                  || i + 1 < letters.length && Character.isLowerCase(letters[i + 1]));
      if (c == '_' || begins) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '_') {
          out.append('_');
        }
      }
      if (c != '_') {
        out.appendCodePoint(c);
      }
    }
    int end = out.length();
    if (end > 0 && out.charAt(end - 1) == '_') {
      out.setLength(end - 1);
    }
    return out.isEmpty() ? simpleName : out.toString().toLowerCase(Locale.ROOT);
  }
}
