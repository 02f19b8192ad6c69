package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operating system refuses one system call: a write, a sync, a truncation, a deletion. Or it
 * kills the process there. The exception is typed, and the file is at a version it may have, whole.
 *
 * <p>Needs {@code strace} and the right to trace; without it these tests are skipped. {@code
 * rungs.soak.faults} sets how many calls are refused in each job; with a number greater than there
 * are calls, every one.
 */
class SyscallFaultTest {
  private static final int ROWS = 60;
  private static final String CALLS = "pwrite64,fsync,fdatasync,ftruncate,unlink";
  private static final List<String> FAULTS =
      List.of("error=EIO", "error=ENOSPC", "error=EIO:when=ALWAYS", "signal=KILL");

  private Path library;
  private ChildProcess child;

  @TempDir Path folder;

  static Stream<Job> jobs() {
    return Job.ofEachKind(true);
  }

  @BeforeEach
  void unpack() {
    library = ChildProcess.library(folder.resolve("lib"));
  }

  @AfterEach
  void stop() {
    if (child != null) {
      child.close();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void refusedCall(Job job) throws IOException, SQLException {
    assumeTrue(canTrace(), "strace cannot be used here");
    Expectation expectation = Expectation.of(job, folder.resolve("expectation"), ROWS);
    int calls = countCalls(expectation);
    int faults = Counts.of("rungs.soak.faults", 12);
    long seed = Counts.seed();
    int failed = 0;
    int killed = 0;
    for (int fault = 0; fault < faults && fault < calls * FAULTS.size(); fault++) {
      Random random = Counts.random(seed, fault);
      boolean every = faults >= calls * FAULTS.size();
      int call = every ? fault % calls : random.nextInt(calls);
      String what = FAULTS.get(every ? fault / calls : fault % FAULTS.size());
      Job limited = setUp(expectation, folder.resolve("fault" + fault));
      String result = inject(limited, what, call + 1);
      failed += result.startsWith("FAILED") ? 1 : 0;
      killed += result.isEmpty() ? 1 : 0;
      assertTrue(
          result.isEmpty() || result.startsWith("DONE") || result.contains("\tdev.rungs.runtime."),
          () -> "not typed: " + result);
      try {
        expectation.finish(limited, expectation.check(limited));
      } catch (Throwable t) {
        throw new AssertionError(
            job + ": " + what + " at call " + (call + 1) + " of " + calls + ": " + result, t);
      }
    }
    System.out.printf(
        "%s: %d calls; %d faults, %d failed, %d killed%n", job, calls, faults, failed, killed);
  }

  /**
   * An empty file is created in place; one that does not exist gets its name when it is finished,
   * and until then has another, which is not traced.
   */
  private static Job setUp(Expectation expectation, Path place) throws IOException {
    Job job = expectation.setUp(place);
    if (job.work() == Job.Work.CREATE) {
      Files.createFile(job.file());
    }
    return job;
  }

  /** Runs a job under a fault and returns what the process said; nothing if it was killed. */
  private String inject(Job job, String fault, int call) throws IOException {
    String when = fault.endsWith("ALWAYS") ? ":when=" + call + "+" : ":when=" + call;
    String what = fault.replace(":when=ALWAYS", "");
    Tracer tracer =
        Tracer.attach(readyChild(), "inject=" + CALLS + ":" + what + when, job.file(), null);
    try {
      child.send("run", "0", job.encode());
      String[] result = child.await("DONE", "FAILED", "");
      if (result[0].isEmpty()) {
        child = null;
        return "";
      }
      return String.join("\t", result);
    } finally {
      tracer.letGo();
    }
  }

  private int countCalls(Expectation expectation) throws IOException {
    Job job = setUp(expectation, folder.resolve("counted"));
    Path log = folder.resolve("calls.log");
    Tracer tracer = Tracer.attach(readyChild(), "trace=" + CALLS, job.file(), log);
    child.send("run", "0", job.encode());
    child.await("DONE");
    tracer.letGo();
    int calls = 0;
    for (String line : Files.readAllLines(log)) {
      calls += line.matches("\\d+ +(" + CALLS.replace(',', '|') + ")\\(.*") ? 1 : 0;
    }
    assertFalse(calls == 0, "strace saw nothing");
    return calls;
  }

  private ChildProcess readyChild() {
    if (child == null) {
      child = ChildProcess.start(library, Shape.NOTES, Shape.SEARCH, Shape.CACHE);
      child.await("READY");
    }
    return child;
  }

  private static boolean canTrace() {
    try {
      Process process =
          new ProcessBuilder("strace", "-e", "inject=write:error=EIO", "true")
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code strace}, attached to a process. */
  private static final class Tracer {
    private final Process process;

    private Tracer(Process process) {
      this.process = process;
    }

    static Tracer attach(ChildProcess child, String expression, Path file, Path log)
        throws IOException {
      List<String> command = new ArrayList<>(List.of("strace", "-f", "-p", "" + child.pid()));
      for (String end : List.of("", "-journal", "-wal", "-shm")) {
        command.addAll(List.of("-P", file + end));
      }
      command.addAll(List.of("-e", "trace=" + CALLS, "-e", expression));
      command.addAll(List.of("-o", log == null ? "/dev/null" : log.toString()));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      String first = said.readLine();
      if (first == null || !first.contains("attached")) {
        throw new IOException("strace: " + first);
      }
      return new Tracer(process);
    }

    void letGo() {
      process.destroy();
      try {
        // Where the process it watches was killed, strace may wait for it for ever.
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
