package dev.rungs.cli;

import dev.rungs.fleet.FleetListener;
import dev.rungs.fleet.FleetProgress;
import java.time.Duration;
import java.util.Locale;

/** A bar for a person who watches: how far a run is, and about how long the rest takes. */
final class FleetBar implements FleetListener {
  private static final int WIDTH = 24;
  private static final long DRAWN_EVERY_NANOS = Duration.ofMillis(200).toNanos();

  private final Terminal terminal;
  private long drawnAt;
  private boolean drawn;

  FleetBar(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void found(long files) {
    draw(String.format(Locale.ROOT, "  %,d files found", files), false);
  }

  @Override
  public void progress(FleetProgress progress) {
    if (progress.settled() == progress.files()) {
      clear();
    } else {
      draw(bar(progress), true);
    }
  }

  private void draw(String text, boolean needsPause) {
    long now = System.nanoTime();
    if (!terminal.interactive() || needsPause && drawn && now - drawnAt < DRAWN_EVERY_NANOS) {
      return;
    }
    drawn = true;
    drawnAt = now;
    terminal.err().print("\r\u001b[2K" + text);
    terminal.err().flush();
  }

  private void clear() {
    if (drawn) {
      drawn = false;
      terminal.err().print("\r\u001b[2K");
      terminal.err().flush();
    }
  }

  static String bar(FleetProgress progress) {
    double share = progress.files() == 0 ? 1 : (double) progress.settled() / progress.files();
    int filled = (int) (share * WIDTH);
    StringBuilder bar = new StringBuilder();
    bar.append(
        String.format(
            Locale.ROOT,
            "  [%s%s] %3d %%  %,d of %,d",
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            (int) (share * 100),
            progress.settled(),
            progress.files()));
    if (progress.canary()) {
      bar.append("  canaries");
    }
    if (progress.failed() > 0) {
      bar.append(String.format(Locale.ROOT, "  %,d failed", progress.failed()));
    }
    if (progress.waiting() > 0) {
      bar.append(String.format(Locale.ROOT, "  %,d in use", progress.waiting()));
    }
    progress
        .remaining()
        .ifPresent(rest -> bar.append("  about ").append(about(rest)).append(" left"));
    return bar.toString();
  }

  private static String about(Duration rest) {
    long seconds = rest.toSeconds();
    if (seconds < 90) {
      return Math.max(1, seconds) + " s";
    }
    return seconds < 5400 ? (seconds + 30) / 60 + " min" : (seconds + 1800) / 3600 + " h";
  }
}
