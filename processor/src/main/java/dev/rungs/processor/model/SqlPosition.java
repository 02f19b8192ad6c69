package dev.rungs.processor.model;

/**
 * A place in a script.
 *
 * <p>A diagnostic can stand only at the annotation value, so the message itself shows where in the
 * SQL the fault is: {@link #appendTo} is the one form of it.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 code units
 * @param lineText the line, without its end
 */
public record SqlPosition(int line, int column, String lineText) {
  private static final int WIDEST = 120;

  /**
   * Finds a place.
   *
   * @param script the whole script
   * @param offset in UTF-16 code units from 0; one past the end means the end
   * @return line and column of the offset
   */
  public static SqlPosition of(String script, int offset) {
    int at = Math.max(0, Math.min(offset, script.length()));
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      char c = script.charAt(i);
      boolean returnAlone = c == '\r' && (i + 1 == script.length() || script.charAt(i + 1) != '\n');
      if (c == '\n' || returnAlone) {
        line++;
        start = i + 1;
      }
    }
    int end = start;
    while (end < script.length() && script.charAt(end) != '\n' && script.charAt(end) != '\r') {
      end++;
    }
    return new SqlPosition(line, at - start + 1, script.substring(start, end));
  }

  /**
   * Ends a message with the place, the line itself, and a caret under the token.
   *
   * @param message fact, evidence and mend
   * @param script the script that the place is in
   * @return the message with three lines more
   */
  public String appendTo(String message, ScriptModel script) {
    return message + "\n  at " + place(script) + ":\n" + excerpt();
  }

  /**
   * Names the place.
   *
   * @param script the script that the place is in
   * @return {@code line 3, column 14 of the SQL}, or {@code add_tags.up.sql:3:14}
   */
  public String place(ScriptModel script) {
    return script
        .file()
        .map(file -> file + ":" + line + ":" + column)
        .orElse("line " + line + ", column " + column + " of the SQL");
  }

  private String excerpt() {
    int caret = Math.min(column - 1, lineText.length());
    int from = caret <= WIDEST - 20 ? 0 : caret - WIDEST / 2;
    if (from > 0 && Character.isLowSurrogate(lineText.charAt(from))) {
      from--;
    }
    int to = Math.min(lineText.length(), from + WIDEST);
    if (to < lineText.length() && Character.isLowSurrogate(lineText.charAt(to))) {
      to--;
    }
    String head = from > 0 ? "..." : "";
    String tail = to < lineText.length() ? "..." : "";
    StringBuilder under = new StringBuilder(" ".repeat(head.length()));
    lineText.substring(from, caret).codePoints().forEach(c -> under.append(c == '\t' ? '\t' : ' '));
    return "    " + head + lineText.substring(from, to) + tail + "\n    " + under + "^";
  }
}
