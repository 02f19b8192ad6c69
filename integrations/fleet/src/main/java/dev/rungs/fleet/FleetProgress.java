package dev.rungs.fleet;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param files all files of the run
 * @param settled files that are done, including failed ones
 * @param failed files that failed
 * @param waiting files in use by other programs, which are retried
 * @param canary whether only the canaries are being processed
 * @param elapsed time since the first file was started
 */
public record FleetProgress(
    long files, long settled, long failed, long waiting, boolean canary, Duration elapsed) {
  /**
   * Estimates how long the rest takes, at the rate so far.
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
