package dev.rungs.processor.replay.rows;

import dev.rungs.runtime.internal.sql.SqlNames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Creates values that are alike and yet can be told apart, so that one of them that is found again
 * after a migration is known to be that one. Always the same in the same order.
 */
public final class SampleValues {
  private static final int MOST_TINY = 50;

  private final SampleTexts texts;
  private int count;
  private int tiny;

  SampleValues(SampleTexts texts) {
    this.texts = texts;
  }

  /** Others that go on from here. */
  SampleValues copy() {
    SampleValues copy = new SampleValues(texts);
    copy.count = count;
    copy.tiny = tiny;
    return copy;
  }

  /** Leaves out some values. */
  void skip(int some) {
    count += some;
  }

  /** A word in mixed case. */
  public String word() {
    return texts.word(++count);
  }

  /** Eight digits, no two values near each other: an automatic key never meets one. */
  public long integer() {
    return 10_000_019L + (++count * 3_700_021L) % 89_000_000L;
  }

  /** A number that can be counted up to, again and again. */
  long tiny() {
    return 2 + ++tiny % MOST_TINY;
  }

  /** Whether a value is such a number. */
  static boolean isTiny(Object value) {
    return value instanceof Number number && Math.abs(number.doubleValue()) < MOST_TINY + 2;
  }

  /** A number with a fraction that binary floating point holds exactly. */
  public double real() {
    return 10_007 + (++count * 37L) % 80_000 + 0.25;
  }

  /** A date and time in the form that SQLite's functions read. */
  String date() {
    return texts.date(++count);
  }

  /** A small number, exact in the 32-bit floats of an R-tree. */
  long small() {
    return 1_000_003L + (++count * 7_919L) % 9_000_000L;
  }

  byte[] blob() {
    return word().getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a value as SQL. */
  static String literal(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }
    if (value instanceof String text) {
      // A literal ends at NUL; no value of ours has one.
      return SqlNames.literal(text.replace("\0", ""));
    }
    return value.toString();
  }

  /**
   * Writes a row of a VALUES clause.
   *
   * @param values of the row
   * @param sql ends with the row before, if there is one
   */
  static void addTuple(List<Object> values, StringBuilder sql) {
    sql.append(sql.length() == 0 ? "(" : ", (");
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      sql.append(i == 0 ? "" : ", ");
      if (value instanceof String text && text.indexOf('\'') < 0 && text.indexOf('\0') < 0) {
        sql.append('\'').append(text).append('\''); // most of them, without a copy
      } else {
        sql.append(literal(value));
      }
    }
    sql.append(')');
  }

  /** Shows a value in a message. */
  public static String show(Object value) {
    String text = literal(value);
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
