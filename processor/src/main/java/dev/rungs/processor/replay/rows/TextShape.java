package dev.rungs.processor.replay.rows;

import java.util.Set;

/** Forms that stored text has, each holding words that can be recognised. */
public enum TextShape {
  WORD("", ""),
  /** Blanks and a line end of Windows, which trimming and cleaning take away. */
  BLANKS("  ", " \r\n x "),
  JSON,
  LIST("", ",", ";", ""),
  DATE,
  NUMBER,
  ADDRESS("https://", ".example/", "");

  /** What stands around and between words; empty if words are not all that differs. */
  private final String[] between;

  TextShape(String... between) {
    this.between = between;
  }

  String make(SampleValues values, Set<String> jsonKeys) {
    return switch (this) {
      case JSON -> json(values, jsonKeys);
      case DATE -> values.date();
      case NUMBER -> String.valueOf(values.integer());
      default -> words(values);
    };
  }

  /** How many values {@link #make} takes. */
  int taken(Set<String> jsonKeys) {
    return switch (this) {
      case JSON -> 1 + jsonKeys.size() - (jsonKeys.contains("") ? 1 : 0);
      case DATE, NUMBER -> 1;
      default -> between.length - 1;
    };
  }

  private String words(SampleValues values) {
    String text = between[0];
    for (int i = 1; i < between.length; i++) {
      text = text.concat(values.word()).concat(between[i]);
    }
    return text;
  }

  private static String json(SampleValues values, Set<String> keys) {
    StringBuilder text = new StringBuilder("{\"k\":\"").append(values.word()).append('"');
    for (String key : keys) {
      if (!key.isEmpty()) {
        text.append(",\"").append(key).append("\":\"").append(values.word()).append('"');
      }
    }
    return text.append('}').toString();
  }
}
