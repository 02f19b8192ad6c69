package dev.rungs.cli;

/** A line that counts the migrations of a long history, where a person watches. */
final class CheckProgress implements AutoCloseable {
  private static final long SHOWN_AFTER_NANOS = 500_000_000;
  private static final long DRAWN_EVERY_NANOS = 200_000_000;

  private final Terminal terminal;
  private final boolean shown;
  private final int all;
  private final long start = System.nanoTime();
  private long drawn;

  CheckProgress(RootCommand root, int all) {
    this.terminal = root.terminal();
    this.shown = terminal.interactive() && !root.json;
    this.all = all;
  }

  void reached(int place) {
    long now = System.nanoTime();
    if (shown && now - start > SHOWN_AFTER_NANOS && now - drawn > DRAWN_EVERY_NANOS) {
      drawn = now;
      terminal.err().print("\r" + (place + 1) + " of " + all + " migrations");
      terminal.err().flush();
    }
  }

  @Override
  public void close() {
    if (drawn != 0) {
      terminal.err().print("\r" + " ".repeat(40) + "\r");
      terminal.err().flush();
    }
  }
}
