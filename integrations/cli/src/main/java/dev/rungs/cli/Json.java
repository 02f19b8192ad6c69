package dev.rungs.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes JSON (RFC 8259) with an indent of two. Keys keep the order in which they were put. */
final class Json {
  private Json() {}

  /** An object without fields. */
  static Fields object() {
    return new Fields();
  }

  /** The fields of an object. */
  static final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Fields() {}

    /** Adds a field, or replaces the one of this name in its place. */
    Fields put(String name, Object value) {
      values.put(name, value);
      return this;
    }
  }

  /** Numbers, booleans, null, objects, lists and optionals as such; everything else as a string. */
  static String write(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value, "\n");
    return text.toString();
  }

  /** How a constant is written: {@code IN_PLACE} as {@code in-place}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void append(StringBuilder text, Object value, String newLine) {
    if (value instanceof Optional<?> optional) {
      append(text, optional.orElse(null), newLine);
    } else if (value == null || value instanceof Boolean || value instanceof Number) {
      text.append(value);
    } else if (value instanceof Fields fields) {
      appendObject(text, fields.values, newLine);
    } else if (value instanceof List<?> list) {
      appendList(text, list, newLine);
    } else {
      appendString(text, value.toString());
    }
  }

  private static void appendObject(StringBuilder text, Map<String, Object> fields, String newLine) {
    if (fields.isEmpty()) {
      text.append("{}");
      return;
    }
    String inner = newLine + "  ";
    text.append('{');
    Iterator<Map.Entry<String, Object>> entries = fields.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Object> entry = entries.next();
      text.append(inner);
      appendString(text, entry.getKey());
      text.append(": ");
      append(text, entry.getValue(), inner);
      text.append(entries.hasNext() ? "," : newLine);
    }
    text.append('}');
  }

  private static void appendList(StringBuilder text, List<?> list, String newLine) {
    if (list.isEmpty()) {
      text.append("[]");
      return;
    }
    String inner = newLine + "  ";
    text.append('[');
    Iterator<?> values = list.iterator();
    while (values.hasNext()) {
      text.append(inner);
      append(text, values.next(), inner);
      text.append(values.hasNext() ? "," : newLine);
    }
    text.append(']');
  }

  private static void appendString(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (Texts.isHarmful(c) || Character.isSurrogate(c) && !paired(value, i)) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean paired(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
