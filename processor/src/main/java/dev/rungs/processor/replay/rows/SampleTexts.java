package dev.rungs.processor.replay.rows;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Words and dates by their numbers. Each filling of the tables counts from the start again, and
 * gets the texts that are made already.
 */
final class SampleTexts {
  private static final LocalDateTime FIRST = LocalDateTime.of(2031, 1, 1, 8, 0, 1);

  /** What is kept; higher numbers are rare. */
  private static final int MOST = 10_000;

  private final Kept words = new Kept();
  private final Kept dates = new Kept();

  /** Texts by their numbers, made when they are asked for first. */
  private static final class Kept {
    private String[] texts = new String[256];

    String get(int number, IntFunction<String> make) {
      if (number >= MOST) {
        return make.apply(number);
      }
      if (number >= texts.length) {
        texts = Arrays.copyOf(texts, MOST);
      }
      if (texts[number] == null) {
        texts[number] = make.apply(number);
      }
      return texts[number];
    }
  }

  /** A word in mixed case. */
  String word(int number) {
    return words.get(number, SampleTexts::makeWord);
  }

  private static String makeWord(int number) {
    String digits = Integer.toString(100_000 + number);
    return "Tq".concat(digits.substring(1)).concat("Zb");
  }

  /** A date and time in the form that SQLite's functions read. */
  String date(int number) {
    return dates.get(number, SampleTexts::makeDate);
  }

  private static String makeDate(int number) {
    // Each has a second other than 0, so none is left out.
    return FIRST.plusMinutes(number * 3_461L).toString().replace('T', ' ');
  }
}
