package dev.rungs.processor.write;

import java.util.ArrayList;
import java.util.List;

/** Java string literals that survive every source encoding. */
final class Literal {
  /** A constant of the class file has at most 65,535 bytes; a part stays well below. */
  private static final int PART_BYTES = 60_000;

  /** So that no compiler has to fold an expression of endless depth. */
  private static final int PART_PIECES = 1_000;

  private Literal() {}

  /** Quotes a text. Only ASCII comes out: generated files are written in the user's encoding. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\%03o", (int) c));
          } else if (c < 127) {
            out.append(c);
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /**
   * Cuts a text into parts that each fit a constant, and a part into pieces that each end with a
   * line where they can.
   */
  static List<List<String>> parts(String text) {
    List<List<String>> parts = new ArrayList<>();
    List<String> pieces = new ArrayList<>();
    int bytes = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += bytes(text.charAt(i));
      boolean full = bytes >= PART_BYTES && !Character.isHighSurrogate(text.charAt(i));
      if (text.charAt(i) == '\n' || full) {
        pieces.add(text.substring(start, i + 1));
        start = i + 1;
        if (full || pieces.size() == PART_PIECES) {
          parts.add(pieces);
          pieces = new ArrayList<>();
          bytes = 0;
        }
      }
    }
    if (start < text.length() || parts.isEmpty() && pieces.isEmpty()) {
      pieces.add(text.substring(start));
    }
    if (!pieces.isEmpty()) {
      parts.add(pieces);
    }
    return parts;
  }

  /** What a character takes in the class file's own form of UTF-8. */
  private static int bytes(char c) {
    if (c >= 1 && c < 0x80) {
      return 1;
    }
    return c < 0x800 ? 2 : 3;
  }
}
