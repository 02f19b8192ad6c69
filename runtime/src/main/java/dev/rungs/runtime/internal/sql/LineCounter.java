package dev.rungs.runtime.internal.sql;

/** Turns offsets that only grow into lines and columns, in one pass over the text. */
final class LineCounter {
  private final String text;
  private int offset;
  private int line = 1;
  private int lineStart;

  LineCounter(String text) {
    this.text = text;
  }

  /** The offset must not be smaller than the one asked for before. */
  SqlPosition at(int wanted) {
    for (; offset < wanted; offset++) {
      char c = text.charAt(offset);
      if (c == '\n' || (c == '\r' && !followedByLineFeed())) {
        line++;
        lineStart = offset + 1;
      }
    }
    return new SqlPosition(line, wanted - lineStart + 1);
  }

  private boolean followedByLineFeed() {
    return offset + 1 < text.length() && text.charAt(offset + 1) == '\n';
  }
}
