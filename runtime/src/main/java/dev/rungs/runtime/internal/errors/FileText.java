package dev.rungs.runtime.internal.errors;

/**
 * Text that came out of a file, made fit for a message: a name may hold characters that move a
 * terminal's cursor, set its title, start a line that looks like ours, or turn the direction of
 * what follows.
 */
public final class FileText {
  private FileText() {}

  /**
   * Returns the text with such characters written out, as a backslash, {@code u} and four digits;
   * and on one line.
   */
  public static String visible(String text) {
    StringBuilder visible = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isHarmful(c)) {
        if (visible == null) {
          visible = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        for (char unit : Character.toChars(c)) {
          visible.append(String.format("\\u%04x", (int) unit));
        }
      } else if (visible != null) {
        visible.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return visible == null ? text : visible.toString();
  }

  /** Controls, and what formats: marks and overrides of direction, invisible tags, among others. */
  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
