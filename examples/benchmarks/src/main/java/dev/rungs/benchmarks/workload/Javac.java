package dev.rungs.benchmarks.workload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compiles a workload in a javac process of its own.
 *
 * @param home of the JDK
 * @param mode what of Rungs takes part
 * @param jvmOptions for javac's own JVM
 */
public record Javac(Path home, Mode mode, List<String> jvmOptions) {
  /** What of Rungs takes part in a compile. */
  public enum Mode {
    /** No annotation processing. */
    WITHOUT_RUNGS,
    /** A processor that generates an empty class. */
    EMPTY_PROCESSOR,
    /** The processor, without SQLite. */
    VERIFY_OFF,
    /** The processor as it is by default. */
    NO_CACHE,
    /** The same, with what an earlier compile of the same sources has kept. */
    UNCHANGED,
    /** The same, with what an earlier compile has kept before the last script was changed. */
    LAST_CHANGED;

    /**
     * Names the mode in tables.
     *
     * @return for example {@code no cache}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean hasCache() {
      return this == UNCHANGED || this == LAST_CHANGED;
    }
  }

  /**
   * How long a process took.
   *
   * @param wallNanos from its start to its end
   * @param cpuNanos of all its threads, user and system; 0 if that is not known
   */
  public record Took(long wallNanos, long cpuNanos) {}

  /**
   * Returns a compiler of the JDK that runs this.
   *
   * @param mode what of Rungs takes part
   * @return with javac's own defaults
   */
  public static Javac here(Mode mode) {
    return new Javac(Path.of(System.getProperty("java.home")), mode, List.of());
  }

  /**
   * Compiles a folder of sources.
   *
   * @param sources the root of the sources
   * @param classes is created, or emptied
   * @return how long the process took
   * @throws IOException if javac finds an error; its output is the message
   * @throws InterruptedException if interrupted meanwhile
   */
  public Took compile(Path sources, Path classes) throws IOException, InterruptedException {
    Path cache =
        classes.resolveSibling(classes.getFileName() + "." + home.getFileName() + ".cache");
    if (mode.hasCache() && !Files.exists(cache)) {
      run(sources, classes, cache);
    }
    return run(sources, classes, cache);
  }

  private Took run(Path sources, Path classes, Path cache)
      throws IOException, InterruptedException {
    Folders.empty(classes);
    Path list = classes.resolveSibling(classes.getFileName() + ".sources");
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> names = new ArrayList<>();
      files
          .filter(f -> f.toString().endsWith(".java"))
          .forEach(f -> names.add('"' + f.toString().replace('\\', '/') + '"'));
      Collections.sort(names);
      Files.write(list, names);
    }
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("javac").toString());
    command.add("-J--enable-native-access=ALL-UNNAMED");
    jvmOptions.forEach(option -> command.add("-J" + option));
    Collections.addAll(command, "-encoding", "UTF-8", "-d", classes.toString());
    Collections.addAll(command, "-cp", ClassPaths.of(ClassPaths.RUNGS));
    command.addAll(processing(sources));
    if (mode.hasCache()) {
      command.add("-Arungs.cache=" + cache);
    }
    command.add("@" + list);
    File log = Files.createTempFile("javac", ".log").toFile();
    try {
      long cpu = ChildCpu.nanos();
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      int exit = process.waitFor();
      long nanos = System.nanoTime() - start;
      if (exit != 0) {
        throw new IOException("javac of " + sources + ":\n" + Files.readString(log.toPath()));
      }
      return new Took(nanos, ChildCpu.nanos() - cpu);
    } finally {
      Files.delete(log.toPath());
    }
  }

  private List<String> processing(Path sources) {
    return switch (mode) {
      case WITHOUT_RUNGS -> List.of("-proc:none");
      case EMPTY_PROCESSOR ->
          List.of(
              "-processor",
              EmptyProcessor.class.getName(),
              "-processorpath",
              ClassPaths.of(EmptyProcessor.class.getName()));
      case VERIFY_OFF, NO_CACHE, UNCHANGED, LAST_CHANGED ->
          List.of(
              "-processorpath",
              ClassPaths.of(ClassPaths.PROCESSOR),
              "-Arungs.verify=" + (mode == Mode.VERIFY_OFF ? "off" : "on"),
              "-Arungs.sql=" + sources.resolve(RegistrySources.PACKAGE));
    };
  }
}
