package dev.rungs.runtime.internal.sql;

/**
 * A place in a text as people count. CRLF, CR and LF each end a line; a tab is one column.
 *
 * @param line from 1
 * @param column in UTF-16 code units, from 1
 */
public record SqlPosition(int line, int column) {
  /**
   * Finds the line and column of an offset.
   *
   * @param text the whole text
   * @param offset from 0 to the length of the text
   * @return its place
   */
  public static SqlPosition of(String text, int offset) {
    return new LineCounter(text).at(offset);
  }
}
