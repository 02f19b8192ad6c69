package dev.rungs.processor.model;

import dev.rungs.runtime.internal.sql.SqlPosition;
import java.util.Optional;

/**
 * A line of a script with a place marked in it.
 *
 * <p>A diagnostic can stand only at the annotation value, so the message itself shows where in the
 * SQL the fault is: {@link #appendTo} is the one form of it.
 *
 * @param position the place
 * @param text the line, without its end
 */
public record MarkedLine(SqlPosition position, String text) {
  private static final int WIDEST = 120;

  /**
   * Finds the line of a place.
   *
   * @param script the whole script
   * @param offset in UTF-16 code units from 0; one outside the script means its nearest end
   * @return the line that the offset is in
   */
  public static MarkedLine of(String script, int offset) {
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
   * Ends a message with the place, the line itself, and a caret under the token.
   *
   * @param message what is wrong, the evidence and how to fix it
   * @param script the script that the place is in
   * @return the message with three lines more
   */
  public String appendTo(String message, ScriptModel script) {
    return appendTo(message, "at", script);
  }

  /**
   * Ends a message with a place that another cause has.
   *
   * @param message what is wrong, the evidence and how to fix it
   * @param lead words in front of the place
   * @param script the script that the place is in
   * @return the message with three lines more
   */
  String appendTo(String message, String lead, ScriptModel script) {
    return message + "\n  " + lead + " " + place(script) + ":\n" + excerpt();
  }

  /**
   * Takes apart what {@link #appendTo} has put together.
   *
   * @param message as a problem has it
   * @param script the script that the problem stands in; it must have the name of a file
   * @return the message before the place, the place, and the line with its caret; empty if the
   *     message names no place
   */
  public static Optional<Marked> find(String message, ScriptModel script) {
    String lead = "\n  at " + script.file().orElseThrow() + ":";
    int from = message.lastIndexOf(lead);
    if (from < 0) {
      return Optional.empty();
    }
    int end = message.indexOf(":\n", from + lead.length());
    String[] numbers = message.substring(from + lead.length(), end).split(":");
    return Optional.of(
        new Marked(
            message.substring(0, from),
            new SqlPosition(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])),
            message.substring(end + 2)));
  }

  /**
   * A message taken apart.
   *
   * @param text what is wrong, the evidence and how to fix it
   * @param position the place
   * @param excerpt the line with a caret under the token
   */
  public record Marked(String text, SqlPosition position, String excerpt) {}

  /**
   * Names the place.
   *
   * @param script the script that the place is in
   * @return {@code line 3, column 14 of the SQL}, or {@code add_tags.up.sql:3:14}
   */
  public String place(ScriptModel script) {
    return script
        .file()
        .map(file -> file + ":" + position.line() + ":" + position.column())
        .orElse("line " + position.line() + ", column " + position.column() + " of the SQL");
  }

  private String excerpt() {
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
