package dev.rungs.fleet;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param files all files of the run
 * @param settled those done with, failed ones included
 * @param failed those that failed
 * @param waiting those in use by other programs, which are tried again
 * @param canary whether only the canaries are being worked on
 * @param elapsed since the first file was begun
 */
public record FleetProgress(
    long files, long settled, long failed, long waiting, boolean canary, Duration elapsed) {
  /**
   * Estimates how long the rest takes, if it goes on as it went so far.
   *
   * @return empty while too little is known
   */
  public Optional<Duration> remaining() {
    if (settled == 0 || elapsed.isZero()) {
      return Optional.empty();
    }
    double nanos = (double) elapsed.toNanos() / settled * (files - settled);
    return Optional.of(Duration.ofNanos((long) nanos));
  }
}
