package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationDefinition;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLinesTest {
  private static final MigrationDefinition MIGRATION = Notes.release(3).migration(3);

  @ParameterizedTest
  @CsvSource({
    "0, 0, '  3  add_slugs  [------------------------]   0 %  0 s'",
    "0.5, 61, '  3  add_slugs  [############------------]  50 %  61 s'",
    "1, 2, '  3  add_slugs  [########################] 100 %  2 s'",
    "1.7, 2, '  3  add_slugs  [########################] 100 %  2 s'"
  })
  void drawsABar(double share, int seconds, String bar) {
    assertEquals(bar, ProgressLines.bar(MIGRATION, share, Duration.ofSeconds(seconds)));
  }

  @Test
  void showsTheBarToAPersonAndTakesItAway() throws Exception {
    CountDownLatch drawn = new CountDownLatch(1);
    StringWriter screen = new StringWriter();
    Writer watched =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) {
            screen.write(buffer, offset, length);
            if (screen.toString().contains("40 %")) {
              drawn.countDown();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(watched, true),
            new BufferedReader(new StringReader("")),
            true);
    ProgressLines progress = new ProgressLines(terminal, false, "[x]");
    progress.started(MIGRATION);
    progress.progress(MIGRATION, 0.4);
    assertTrue(drawn.await(1, TimeUnit.MINUTES), "a bar");
    progress.finished(MIGRATION, Duration.ofMillis(5));
    assertTrue(screen.toString().endsWith("\r\u001b[2K"), "taken away");
    assertEquals("  [x] 3  add_slugs  5 ms\n", out.toString());
  }

  @Test
  void showsNoBarToAPipe() {
    StringWriter err = new StringWriter();
    Terminal terminal =
        Terminal.of(new PrintWriter(new StringWriter()), new PrintWriter(err, true), null);
    ProgressLines progress = new ProgressLines(terminal, true, "[x]");
    progress.started(MIGRATION);
    progress.progress(MIGRATION, 0.4);
    progress.finished(MIGRATION, Duration.ofMillis(5));
    assertEquals("", err.toString());
    progress.warning("The file is on a network.");
    assertEquals("warning: The file is on a network.\n", err.toString());
  }
}
