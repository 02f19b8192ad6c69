package dev.rungs.runtime.internal.sql;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A script without what a checkout on another system changes: line ends are line feeds; blanks at
 * the end of a line, blank lines at the end and a byte order mark are left out.
 *
 * @param script any text
 */
record NormalizedText(String script) {
  private static final int PIECE = 8192;

  /**
   * Gives the text in UTF-8, piece by piece: a copy of the whole could be a large part of the heap.
   */
  void forEachPiece(Consumer<byte[]> pieces) {
    int lineFeeds = 0;
    int start = script.startsWith("\uFEFF") ? 1 : 0;
    while (start < script.length()) {
      int end = endOfLine(start);
      int kept = endOfText(start, end);
      if (kept > start) {
        if (lineFeeds > 0) {
          pieces.accept("\n".repeat(lineFeeds).getBytes(StandardCharsets.UTF_8));
          lineFeeds = 0;
        }
        give(start, kept, pieces);
      }
      lineFeeds++;
      boolean two = script.startsWith("\r\n", end);
      start = end + (two ? 2 : 1);
    }
  }

  private void give(int start, int end, Consumer<byte[]> pieces) {
    int from = start;
    while (from < end) {
      int to = Math.min(from + PIECE, end);
      // A pair of surrogates is one character.
      to += to < end && Character.isHighSurrogate(script.charAt(to - 1)) ? 1 : 0;
      pieces.accept(script.substring(from, to).getBytes(StandardCharsets.UTF_8));
      from = to;
    }
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < script.length() && script.charAt(end) != '\n' && script.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int endOfText(int start, int end) {
    int kept = end;
    while (kept > start && isBlank(script.charAt(kept - 1))) {
      kept--;
    }
    return kept;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }
}
