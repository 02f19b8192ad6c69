package dev.rungs.processor.replay.rows;

import java.util.Set;

/** Forms that stored text has, each holding words that can be recognised. */
public enum TextShape {
  WORD,
  /** Blanks and a line end of Windows, which trimming and cleaning take away. */
  BLANKS,
  JSON,
  LIST,
  DATE,
  NUMBER,
  ADDRESS;

  String make(SampleValues values, Set<String> jsonKeys) {
    return switch (this) {
      case WORD -> values.word();
      case BLANKS -> "  " + values.word() + " \r\n x ";
      case JSON -> json(values, jsonKeys);
      case LIST -> values.word() + "," + values.word() + ";" + values.word();
      case DATE -> values.date();
      case NUMBER -> String.valueOf(values.integer());
      case ADDRESS -> "https://" + values.word() + ".example/" + values.word();
    };
  }

  /** How many values {@link #make} takes. */
  int taken(Set<String> jsonKeys) {
    return switch (this) {
      case WORD, BLANKS, DATE, NUMBER -> 1;
      case JSON -> 1 + jsonKeys.size() - (jsonKeys.contains("") ? 1 : 0);
      case LIST -> 3;
      case ADDRESS -> 2;
    };
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
