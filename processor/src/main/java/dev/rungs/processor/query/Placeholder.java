package dev.rungs.processor.query;

/**
 * A place in SQL that gets its value when it is run.
 *
 * @param name as the library means it, without its first character; empty for {@code ?}
 * @param text as written
 * @param offset in the SQL as written
 */
public record Placeholder(String name, String text, int offset) {
  /**
   * Returns what a parameter must be called to give the value.
   *
   * @return the name up to the first dot or bracket
   */
  public String root() {
    int end = 0;
    while (end < name.length() && ".[?".indexOf(name.charAt(end)) < 0) {
      end++;
    }
    return name.substring(0, end);
  }
}
