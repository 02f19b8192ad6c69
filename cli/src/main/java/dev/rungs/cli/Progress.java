package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import java.time.Duration;

/**
 * Prints a line for each migration done and, where a person watches, a bar for the one that runs.
 */
final class Progress implements MigrationListener {
  private static final int WIDTH = 24;
  private static final long SHOWN_AFTER = 300_000_000L;
  private static final long DRAWN_EVERY = 100_000_000L;

  private final Terminal terminal;
  private final boolean quiet;
  private final String done;
  private long startedAt;
  private long drawnAt;
  private boolean drawn;

  /**
   * Makes a listener.
   *
   * @param terminal gets lines on its output, the bar on its error output
   * @param quiet whether no lines are wanted, as with JSON
   * @param done the mark of a migration that is done
   */
  Progress(Terminal terminal, boolean quiet, String done) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.done = done;
  }

  @Override
  public void started(MigrationDefinition migration) {
    startedAt = System.nanoTime();
    drawnAt = startedAt;
  }

  @Override
  public void progress(MigrationDefinition migration, double share) {
    long now = System.nanoTime();
    if (terminal.interactive() && now - startedAt >= SHOWN_AFTER && now - drawnAt >= DRAWN_EVERY) {
      drawnAt = now;
      drawn = true;
      terminal.err().print("\r" + bar(migration, share, Duration.ofNanos(now - startedAt)));
      terminal.err().flush();
    }
  }

  @Override
  public void finished(MigrationDefinition migration, Duration duration) {
    clear();
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
  public void failed(MigrationDefinition migration, MigrationException failure) {
    clear();
  }

  @Override
  public void warning(String message) {
    clear();
    terminal.err().println(terminal.style(Style.YELLOW, "warning:") + " " + message);
  }

  static String bar(MigrationDefinition migration, double share, Duration elapsed) {
    int filled = (int) Math.round(Math.max(0, Math.min(1, share)) * WIDTH);
    return String.format(
        "  %d  %s  [%s%s] %3d %%  %d s",
        migration.version(),
        migration.name(),
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        (int) (share * 100),
        elapsed.toSeconds());
  }

  private void clear() {
    if (drawn) {
      terminal.err().print("\r\u001b[2K");
      terminal.err().flush();
      drawn = false;
    }
  }
}
