package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The servers that {@code servers.sh} installs. Where they are missing, tests are skipped. */
final class Npm {
  static final Path FOLDER =
      System.getenv("RUNGS_SERVERS") == null
          ? Path.of(System.getProperty("user.home"), ".cache", "rungs", "servers")
          : Path.of(System.getenv("RUNGS_SERVERS"));

  private Npm() {}

  static Path program(String path) {
    Path program = FOLDER.resolve("node_modules").resolve(path);
    assumeTrue(
        Files.isExecutable(program),
        program + " is missing: run integrations/replicated/servers.sh to have these tests run");
    return program;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Process start(Path folder, String log, List<String> command) {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What kill -9 does. */
  static void kill(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void waitUntil(String what, Condition condition) {
    long end = System.nanoTime() + 120_000_000_000L;
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      Engine.pause();
    }
    throw new AssertionError("not in two minutes: " + what, last);
  }
}
