package dev.rungs.processor.model;

import dev.rungs.runtime.internal.sql.SqlPosition;

/**
 * A line of a script with a place marked in it.
 *
 * @param position the place
 * @param text the line, without its end
 */
record MarkedLine(SqlPosition position, String text) {
  private static final int WIDEST = 120;

  /**
   * Finds the line of a place.
   *
   * @param script the whole script
   * @param offset in UTF-16 code units from 0; one outside the script means its nearest end
   * @return the line that the offset is in
   */
  static MarkedLine of(String script, int offset) {
    int at = Math.max(0, Math.min(offset, script.length()));
    SqlPosition position = SqlPosition.of(script, at);
    int start = at - position.column() + 1;
    int end = start;
    while (end < script.length() && script.charAt(end) != '\n' && script.charAt(end) != '\r') {
      end++;
    }
    return new MarkedLine(position, script.substring(start, end));
  }

  /**
   * Shows the line, and a caret under the place.
   *
   * @return two lines, indented
   */
  String excerpt() {
    int caret = Math.min(position.column() - 1, text.length());
    int from = caret <= WIDEST - 20 ? 0 : caret - WIDEST / 2;
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from--;
    }
    int to = Math.min(text.length(), from + WIDEST);
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
      to--;
    }
    String head = from > 0 ? "..." : "";
    String tail = to < text.length() ? "..." : "";
    StringBuilder under = new StringBuilder(" ".repeat(head.length()));
    text.substring(from, caret).codePoints().forEach(c -> under.append(c == '\t' ? '\t' : ' '));
    return "    " + head + text.substring(from, to) + tail + "\n    " + under + "^";
  }
}
