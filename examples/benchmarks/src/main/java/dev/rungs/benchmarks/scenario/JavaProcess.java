package dev.rungs.benchmarks.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A program in a JVM of its own.
 *
 * @param jvmOptions for its JVM
 * @param classPath of the program
 * @param arguments the main class, then what it is given
 */
record JavaProcess(List<String> jvmOptions, String classPath, List<String> arguments) {
  /**
   * Runs the program to its end.
   *
   * @return how long that took
   * @throws IOException if it cannot be started
   * @throws InterruptedException if interrupted meanwhile
   */
  Outcome run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    // JDK 17 knows the option and does not need it; neither says so.
    command.addAll(jvmOptions);
    Collections.addAll(command, "-cp", classPath);
    command.addAll(arguments);
    File output = Files.createTempFile("bench", ".log").toFile();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
      builder.environment().put("REDGATE_DISABLE_TELEMETRY", "true");
      builder.environment().put("LIQUIBASE_ANALYTICS_ENABLED", "false");
      long start = System.nanoTime();
      int exit = builder.start().waitFor();
      long nanos = System.nanoTime() - start;
      return new Outcome(exit, nanos, Files.readString(output.toPath()));
    } finally {
      Files.delete(output.toPath());
    }
  }

  /**
   * What came of it.
   *
   * @param exit the process's status
   * @param nanos from its start to its end
   * @param output of both streams
   */
  record Outcome(int exit, long nanos, String output) {
    /**
     * Insists on success.
     *
     * @return this
     * @throws IOException if the program failed; its output is the message
     */
    Outcome orFail() throws IOException {
      if (exit != 0) {
        throw new IOException("exit " + exit + ":\n" + output);
      }
      return this;
    }
  }
}
