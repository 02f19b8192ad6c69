package dev.rungs.examples.memoir;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the file keeps them: UTC, always with three digits of a second's fraction. */
final class Timestamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String text(Instant instant) {
    return FORM.format(instant);
  }

  static Instant instant(String text) {
    return Instant.parse(text);
  }
}
