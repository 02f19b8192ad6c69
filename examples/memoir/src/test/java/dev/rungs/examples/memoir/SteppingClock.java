package dev.rungs.examples.memoir;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on by one hour whenever it is read; the first reading is {@code 2026-01-01T00:00:00Z}. */
final class SteppingClock extends Clock {
  private Instant next = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    Instant now = next;
    next = next.plus(Duration.ofHours(1));
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
