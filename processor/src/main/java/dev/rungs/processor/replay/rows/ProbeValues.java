package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Values for one column that an expression which cannot be reversed makes equal: texts that differ
 * behind some length, in blanks, in case, in what a script replaces; numbers that differ in sign,
 * digits or remainder. The numbers and texts that the script names decide on most of them.
 */
public final class ProbeValues {
  /** Integers from here on are rounded in a column of floating point numbers. */
  private static final long EXACT = 1L << 53;

  private static final int LONGEST = 70_000;

  private static final int MOST_LITERALS = 24;

  /** Longer literals are texts, not sets of characters. */
  private static final int LONGEST_SET = 16;

  private final Column column;
  private final ScriptVocabulary vocabulary;
  private final String word;
  private final TextShape shape;
  private final Set<Object> values = new LinkedHashSet<>();

  /**
   * Prepares.
   *
   * @param word a word that occurs nowhere else
   * @param shape the form that all text must have; null for any
   */
  public ProbeValues(Column column, ScriptVocabulary vocabulary, String word, TextShape shape) {
    this.column = column;
    this.vocabulary = vocabulary;
    this.word = word;
    this.shape = shape;
  }

  /**
   * Makes the values.
   *
   * @param retyped whether the column is copied into one of another affinity
   * @return unlike each other; not all of them need satisfy a CHECK
   */
  public List<Object> make(boolean retyped) {
    if (column.isNumber() && vocabulary.counts(column.name())) {
      return new ArrayList<>(List.of(1L, 2L, 3L, 4L));
    }
    switch (column.nature()) {
      case INTEGER -> integers();
      case REAL -> {
        integers();
        reals();
      }
      case BLOB -> blobs();
      case DATE -> dates();
      case JSON -> json();
      case TEXT -> texts();
    }
    if (retyped) {
      if (column.nature() == Column.Nature.INTEGER || column.type().isEmpty()) {
        values.add(EXACT);
        values.add(EXACT + 1);
      }
    }
    return new ArrayList<>(values);
  }

  private List<Object> literals() {
    Set<Object> all = new LinkedHashSet<>();
    for (Literals statement : vocabulary.statements()) {
      all.addAll(statement.comparedWith(column.name()));
    }
    for (Literals statement : vocabulary.statements()) {
      all.addAll(statement.all());
    }
    return all.stream().limit(MOST_LITERALS).toList();
  }

  private void texts() {
    if (shape == TextShape.JSON) {
      json();
      return;
    }
    if (shape == TextShape.DATE) {
      dates();
      return;
    }
    numbersAsText();
    if (shape == TextShape.NUMBER) {
      return;
    }
    values.addAll(
        List.of(
            word,
            word.toLowerCase(Locale.ROOT),
            word.toUpperCase(Locale.ROOT),
            word + word,
            "A" + word,
            "B" + word,
            "AB" + word,
            word + "A",
            word + "B",
            word + "\u00e9",
            word + "\u00c9",
            word + "e",
            "Tq,Zb,x",
            "Tq, Zb, x",
            "Tq/Zb/x.y",
            "Tq/Zb/x.z",
            "Zb@tq.example",
            "zb@tq.example"));
    characters();
    for (Object literal : literals()) {
      if (literal instanceof String text && !text.isEmpty()) {
        values.addAll(
            List.of(
                text,
                word + text + "x",
                word + "x" + text,
                text + word,
                text + text + word,
                word + text + text,
                "A" + text + word,
                "B" + text + word,
                word + text + "A",
                word + text + "B",
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT)));
      } else if (literal instanceof Number) {
        values.add(literal.toString());
      }
    }
    values.add(word + "x");
    lengths();
    dates();
    jsonTexts();
  }

  /** Blanks of all kinds, and each character of a short literal, at every end of a text. */
  private void characters() {
    Set<String> characters = new LinkedHashSet<>(List.of(" ", "\t", "\n", "\r", "\u00a0", "0"));
    boolean codes = vocabulary.names().contains("char") || vocabulary.names().contains("unicode");
    for (Object literal : literals()) {
      if (literal instanceof String text && text.length() <= LONGEST_SET) {
        int at = 0;
        for (int count = 0; count < 8 && at < text.length(); count++) {
          characters.add(Character.toString(text.codePointAt(at)));
          at += Character.charCount(text.codePointAt(at));
        }
      } else if (codes && literal instanceof Long n && n > 0 && n < 0xD800) {
        characters.add(Character.toString(n.intValue()));
      }
    }
    for (String c : characters) {
      values.add(c + word);
      values.add(c + c + word);
      values.add(word + c);
      values.add(word + c + c);
      values.add("Tq" + c + word);
      values.add("Tq" + c + c + word);
    }
    values.add("Tq" + word);
  }

  /** Texts alike up to each length that the script names, and behind it not. */
  private void lengths() {
    Set<Integer> lengths = new TreeSet<>();
    for (Object literal : literals()) {
      if (literal instanceof Long n && Math.abs(n) > 0 && Math.abs(n) <= LONGEST) {
        lengths.add((int) Math.abs(n));
      }
    }
    boolean cuts =
        !Collections.disjoint(
            vocabulary.names(), List.of("substr", "substring", "printf", "format"));
    if (cuts) {
      lengths.addAll(List.of(8, 16, 32, 64, 100, 128, 256, 512, 1024, 2048, 4096, 10_000, 65_536));
    }
    for (int length : lengths) {
      String head = "q".repeat(length);
      values.add(head);
      values.add(head + "A");
      values.add(head + "B");
      values.add(head + "BA");
      if (length <= 256) {
        values.add("A".repeat(length) + word);
        values.add("B".repeat(length) + word);
      }
    }
  }

  private void numbersAsText() {
    values.addAll(
        List.of(
            "7",
            "007",
            "7.0",
            "7.00",
            "+7",
            "1e3",
            "1000",
            "1.5",
            "1.50",
            ".5",
            "0.5",
            "0",
            "12345678901234567890",
            "12345678901234567891",
            "0.1234567891",
            "0.123456789"));
    if (shape != TextShape.NUMBER) {
      values.addAll(List.of(" 7", "7 ", "0x7", "7a"));
    }
  }

  private void dates() {
    values.addAll(
        List.of(
            "2031-01-01",
            "2031-01-02",
            "2031-01-01 00:00:00",
            "2031-01-01 00:00:01",
            "2031-01-01 00:00:00.250",
            "2031-01-01 00:00:00.251",
            "2031-01-01T00:00:00",
            "2031-01-01T00:00:00Z",
            "2031-01-01T00:00:00.250Z",
            "2031-01-01 00:00:00+02:00",
            "2031-01-01 10:15:00",
            "2031-02-01 10:15:00",
            "2032-01-01 10:15:00"));
    if (column.nature() == Column.Nature.DATE && shape != TextShape.DATE) {
      values.addAll(List.of(1_700_000_000L, 1_700_000_001L, 1_700_000_000_123L));
    }
  }

  private void jsonTexts() {
    values.addAll(List.of("{\"a\":1}", "{\"a\": 1}", "{\"a\":1,\"b\":2}", "[1,2]", "[1, 2]"));
    for (String key : vocabulary.jsonKeys()) {
      if (!key.isEmpty()) {
        String start = "{\"" + key + "\":\"";
        values.add(start + "A\"}");
        values.add(start + "B\"}");
        values.add(start + "A\",\"zb\":\"A\"}");
        values.add(start + "A\",\"zb\":\"B\"}");
      }
    }
  }

  private void json() {
    jsonTexts();
    values.addAll(List.of("{\"b\":2,\"a\":1}", "{\"zb\":\"A\"}", "{\"zb\":\"B\"}", "[]", "[1]"));
  }

  private void integers() {
    for (long n :
        new long[] {
          0,
          1,
          2,
          3,
          4,
          5,
          7,
          8,
          10,
          16,
          17,
          32,
          64,
          100,
          101,
          127,
          128,
          255,
          256,
          257,
          1000,
          1001,
          1999,
          2000,
          65_535,
          65_536,
          65_537,
          1_000_000,
          1_000_001,
          10_000_000_019L,
          1_700_000_000L,
          1_700_000_001L,
          1_700_000_060L,
          1_700_000_000_123L,
          1_700_000_000_124L,
          1_700_000_000_999L
        }) {
      values.add(n);
    }
    values.addAll(List.of(-1L, -2L, -7L, -1000L));
    for (Object literal : literals()) {
      if (literal instanceof Long n && Math.abs(n) < EXACT / 4) {
        values.addAll(List.of(n, -n, n - 1, n + 1, n + 2, 2 * n, 2 * n + 1, 3 * n));
      } else if (literal instanceof Double d && Math.abs(d) < EXACT / 4) {
        values.addAll(List.of(d.longValue(), d.longValue() + 1, d.longValue() + 2));
      }
    }
  }

  private void reals() {
    for (double d :
        new double[] {
          0.25,
          0.5,
          0.75,
          1.25,
          1.5,
          -1.5,
          2.5,
          2.675,
          12.34,
          12.345,
          12.3456,
          1234.5,
          1234.25,
          1e10 + 0.25,
          1e10 + 0.5
        }) {
      values.add(d);
    }
    String digits = "0.3";
    for (int i = 0; i < 11; i++) {
      values.add(Double.valueOf(digits));
      digits += "3";
    }
    for (Object literal : literals()) {
      if (literal instanceof Number n && Math.abs(n.doubleValue()) < EXACT / 4) {
        values.addAll(
            List.of(n.doubleValue() + 0.25, n.doubleValue() + 0.5, n.doubleValue() - 0.25));
      }
    }
  }

  private void blobs() {
    byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
    values.add(bytes);
    values.add((word + "A").getBytes(StandardCharsets.US_ASCII));
    values.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    values.add(new byte[] {(byte) 0xff, (byte) 0xfd});
    values.add(new byte[] {1});
    values.add(new byte[] {2});
    for (Object literal : literals()) {
      if (literal instanceof Long n && n > 0 && n <= 4096) {
        byte[] head = new byte[n.intValue() + 1];
        head[n.intValue()] = 1;
        values.add(head);
        byte[] other = head.clone();
        other[n.intValue()] = 2;
        values.add(other);
      }
    }
  }
}
