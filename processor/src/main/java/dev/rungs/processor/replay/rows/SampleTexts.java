package dev.rungs.processor.replay.rows;

import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Words and dates by their numbers. Each filling of the tables counts from the start again, and
 * gets the texts that are made already.
 */
final class SampleTexts {
  private static final LocalDateTime FIRST = LocalDateTime.of(2031, 1, 1, 8, 0, 1);

  /** What is kept; higher numbers are rare. */
  private static final int MOST = 10_000;

  private String[] words = new String[256];
  private String[] dates = new String[256];

  /** A word in mixed case. */
  String word(int number) {
    if (number >= MOST) {
      return makeWord(number);
    }
    if (number >= words.length) {
      words = Arrays.copyOf(words, MOST);
    }
    if (words[number] == null) {
      words[number] = makeWord(number);
    }
    return words[number];
  }

  private static String makeWord(int number) {
    String digits = Integer.toString(100_000 + number);
    return "Tq".concat(digits.substring(1)).concat("Zb");
  }

  /** A date and time in the form that SQLite's functions read. */
  String date(int number) {
    if (number >= MOST) {
      return makeDate(number);
    }
    if (number >= dates.length) {
      dates = Arrays.copyOf(dates, MOST);
    }
    if (dates[number] == null) {
      dates[number] = makeDate(number);
    }
    return dates[number];
  }

  private static String makeDate(int number) {
    // Each has a second other than 0, so none is left out.
    return FIRST.plusMinutes(number * 3_461L).toString().replace('T', ' ');
  }
}
