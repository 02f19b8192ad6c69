package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What one call of the command, in this process, printed and ended with. */
record Outcome(int code, String out, String err) {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:14:07Z"), ZoneOffset.UTC);

  /** Runs a command that nobody answers. */
  static Outcome of(Registry registry, String... args) {
    return answering(null, registry, args);
  }

  /** Runs a command and answers its questions. */
  static Outcome answering(String answers, Registry registry, String... args) {
    return of(RungsCli.of(registry), answers, args);
  }

  /** Runs the command by itself, which has to find a registry. */
  static Outcome standalone(String... args) {
    return of(RungsCli.standalone(), null, args);
  }

  private static Outcome of(RungsCli cli, String answers, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        cli.clock(CLOCK)
            .streams(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                answers == null ? null : new StringReader(answers))
            .execute(args);
    return new Outcome(code, out.toString(), err.toString());
  }
}
