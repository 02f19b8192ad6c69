package dev.rungs.cli;

/** What the process ends with. Documented in {@code docs/cli.md}; never renumbered. */
final class ExitCode {
  /** Done, or nothing was to be done. */
  static final int OK = 0;

  /** Refused or failed; the message says which and what to do. */
  static final int FAILED = 1;

  /** The command was not understood. Nothing was opened. */
  static final int USAGE = 2;

  /** {@code status --exit-code}: migrations wait. */
  static final int PENDING = 3;

  private ExitCode() {}
}
