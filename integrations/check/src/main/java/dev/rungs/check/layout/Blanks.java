package dev.rungs.check.layout;

import java.util.ArrayList;
import java.util.List;

/** Texts of which a part is blanked out, so that the rest keeps its lines and columns. */
final class Blanks {
  private Blanks() {}

  /** A line of a text. */
  record Line(int start, int end, String text) {}

  /** The lines of a text, without their ends. */
  static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() + 1 : end + 1;
      end = end < 0 ? text.length() : end;
      int shown = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
      lines.add(new Line(start, next - 1, text.substring(start, shown)));
      start = next;
    }
    return lines;
  }

  /** The text with everything blanked out but a part of it. */
  static String outside(String text, int from, int to) {
    StringBuilder kept = new StringBuilder(text);
    blank(kept, 0, from);
    blank(kept, to, text.length());
    return kept.toString();
  }

  /** Blanks out a part, except the ends of lines. */
  static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to && i < text.length(); i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /** Whether nothing but blanks and comments is in it. */
  static boolean isEmpty(String sql) {
    return sql.replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)--.*$", "")
        .replace(";", "")
        .isBlank();
  }
}
