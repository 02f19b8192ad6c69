package dev.rungs.processor.replay.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stored values as text that can be searched for, whatever type they have become. */
public final class StoredCell {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

  private static final Pattern WORD = Pattern.compile("(?i)Tq\\d{5}Zb");

  private StoredCell() {}

  /** A value as text: numbers in their shortest plain form, bytes as characters. */
  public static String text(Object value) {
    if (value instanceof Double d) {
      return Double.isFinite(d)
          ? BigDecimal.valueOf(d).stripTrailingZeros().toPlainString()
          : d.toString();
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  /**
   * Whether a text is a gap to be filled, and its loss none: nothing, or an object without keys.
   */
  public static boolean isEmpty(String text) {
    return text.isEmpty() || text.equals("{}");
  }

  /** The forms in which a text may have been kept: itself, in JSON, in hexadecimal, scaled. */
  public static List<String> forms(String text) {
    List<String> forms = new ArrayList<>();
    forms.add(text);
    String escaped = text.replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n");
    if (!escaped.equals(text)) {
      forms.add(escaped);
    }
    if (isNumber(text) && text.indexOf('.') > 0) {
      forms.add(text.replace(".", ""));
    }
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    forms.add(hex);
    forms.add(hex.toUpperCase(Locale.ROOT));
    return forms;
  }

  /** Whether SQLite would store a text as a number in a column of numeric affinity. */
  public static boolean looksLikeNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  public static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The words of a text that is a list or a document, and so may be kept in parts. */
  public static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    if (text.startsWith("{") || (text.indexOf(',') > 0 && text.indexOf(';') > 0)) {
      Matcher words = WORD.matcher(text);
      while (words.find()) {
        parts.add(words.group());
      }
    }
    return parts;
  }
}
