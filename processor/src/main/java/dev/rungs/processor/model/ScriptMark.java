package dev.rungs.processor.model;

import dev.rungs.runtime.internal.sql.SqlPosition;
import java.util.Optional;

/**
 * A place in a script, as a message shows it.
 *
 * <p>A diagnostic can stand only at the annotation value, so the message itself shows where in the
 * SQL the fault is. In which file on the disk that is, and in which line of it, is no part of a
 * problem: the same SQL gives the same problems wherever it lies.
 *
 * @param position the line and column in the SQL
 * @param file the name given in {@code @Up(file = …)}, empty for SQL in the annotation
 * @param excerpt the line, and a caret under the token, in two lines
 */
public record ScriptMark(SqlPosition position, Optional<String> file, String excerpt) {
  /**
   * Marks a place.
   *
   * @param script the script
   * @param offset the place in its text
   * @return the mark
   */
  public static ScriptMark of(ScriptModel script, int offset) {
    MarkedLine line = MarkedLine.of(script.text(), offset);
    return new ScriptMark(line.position(), script.file(), line.excerpt());
  }

  /**
   * Names the place without knowing where the script lies.
   *
   * @return {@code line 3, column 14 of the SQL}, or {@code add_tags.up.sql:3:14}
   */
  public String place() {
    return file.map(this::in)
        .orElse("line " + position.line() + ", column " + position.column() + " of the SQL");
  }

  /**
   * Names the place in a file that holds the script alone.
   *
   * @param path of the file
   * @return {@code db/add_tags.up.sql:3:14}
   */
  public String in(String path) {
    return path + ":" + position.line() + ":" + position.column();
  }

  /**
   * Ends a message with the place, the line itself, and a caret under the token.
   *
   * @param message what is wrong, the evidence and how to fix it
   * @param place what to call the place
   * @return the message with three lines more
   */
  public String appendTo(String message, String place) {
    return appendTo(message, "at", place);
  }

  /**
   * Ends a message with a place that another cause has.
   *
   * @param message what is wrong, the evidence and how to fix it
   * @param lead words in front of the place
   * @param place what to call the place
   * @return the message with three lines more
   */
  String appendTo(String message, String lead, String place) {
    return message + "\n  " + lead + " " + place + ":\n" + excerpt;
  }
}
