package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Prints a line for each migration done and, if a person watches, a bar for the one that runs. Told
 * on the migrating thread, drawn on another.
 */
final class ProgressLines implements MigrationListener {
  private static final int WIDTH = 24;
  private static final long SHOWN_AFTER_MILLIS = 300;
  private static final long DRAWN_EVERY_MILLIS = 200;

  private final Terminal terminal;
  private final boolean quiet;
  private final String done;
  private Timer timer;
  private double share;
  private boolean drawn;

  /**
   * Makes a listener.
   *
   * @param terminal gets lines on its output, the bar on its error output
   * @param quiet whether no lines are wanted, as with JSON
   * @param done the mark of a migration that is done
   */
  ProgressLines(Terminal terminal, boolean quiet, String done) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.done = done;
  }

  @Override
  public synchronized void started(MigrationDefinition migration) {
    share = 0;
    if (!terminal.interactive()) {
      return;
    }
    long start = System.nanoTime();
    timer = new Timer("rungs-progress", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            draw(migration, Duration.ofNanos(System.nanoTime() - start), this);
          }
        },
        SHOWN_AFTER_MILLIS,
        DRAWN_EVERY_MILLIS);
  }

  @Override
  public synchronized void progress(MigrationDefinition migration, double done) {
    share = done;
  }

  /** The time goes on also if the share stands still: that is an estimate of SQLite's work. */
  private synchronized void draw(MigrationDefinition migration, Duration elapsed, TimerTask task) {
    if (timer == null) {
      task.cancel();
      return;
    }
    drawn = true;
    terminal.err().print("\r" + bar(migration, Math.min(share, 0.99), elapsed));
    terminal.err().flush();
  }

  @Override
  public synchronized void finished(MigrationDefinition migration, Duration duration) {
    stop();
    if (!quiet) {
      terminal
          .out()
          .println(
              "  "
                  + terminal.style(Style.GREEN, done)
                  + " "
                  + migration.version()
                  + "  "
                  + terminal.style(Style.BOLD, migration.name())
                  + "  "
                  + terminal.style(Style.DIM, Texts.duration(duration)));
      terminal.out().flush();
    }
  }

  @Override
  public synchronized void failed(MigrationDefinition migration, MigrationException failure) {
    stop();
  }

  @Override
  public synchronized void warning(String message) {
    clear();
    terminal.warn(message);
  }

  static String bar(MigrationDefinition migration, double share, Duration elapsed) {
    int filled = (int) (Math.max(0, Math.min(1, share)) * WIDTH);
    return String.format(
        Locale.ROOT,
        "  %d  %s  [%s%s] %3d %%  %d s",
        migration.version(),
        migration.name(),
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        (int) (Math.min(1, share) * 100),
        elapsed.toSeconds());
  }

  private void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    clear();
  }

  private void clear() {
    if (drawn) {
      terminal.err().print("\r\u001b[2K");
      terminal.err().flush();
      drawn = false;
    }
  }
}
