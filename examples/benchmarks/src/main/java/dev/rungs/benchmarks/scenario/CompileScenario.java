package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.RegistrySources;
import dev.rungs.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Javac processes over a history, without Rungs and with it; the sizes of what it generates; and,
 * of one compile, what the processor spent its time on.
 *
 * <p>What Rungs adds is told for each round, over the processor that generates an empty class.
 *
 * @param size as tables show it
 * @param workload the history
 * @param rounds over all modes
 * @param jdks homes of the JDKs
 */
public record CompileScenario(String size, Workload workload, int rounds, List<Path> jdks)
    implements Scenario {
  /** Begins the names of the scenarios of whole processes; the release of the JDK follows. */
  public static final String JAVAC = "javac, JDK ";

  /** The same for what Rungs adds. */
  public static final String ADDED = "added to javac, JDK ";

  /** The same in processor time. */
  public static final String ADDED_CPU = "CPU added to javac, JDK ";

  /**
   * A history that grows evenly.
   *
   * @param migrations in it
   * @param rounds over all modes
   * @param jdks homes of the JDKs
   * @return the scenario
   */
  public static CompileScenario growth(int migrations, int rounds, List<Path> jdks) {
    return new CompileScenario(
        migrations + " migrations", Workload.growth(migrations), rounds, jdks);
  }

  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    Path home = Files.createTempDirectory(work, "compile");
    Path sources = home.resolve("src");
    Path classes = home.resolve("classes");
    RegistrySources.writeMigrations(workload, sources);
    for (Path jdk : jdks) {
      for (int round = 0; round < rounds; round++) {
        measure(jdk, round, sources, classes, samples);
      }
      if (jdk.equals(jdks.get(0))) {
        sizes(classes, size, samples);
      }
      Path recording = home.resolve("javac.jfr");
      Javac recorded =
          new Javac(jdk, Javac.Mode.NO_CACHE, ProcessorProfile.javacOptions(recording));
      recorded.compile(sources, classes);
      String release = JdkRelease.of(jdk);
      ProcessorProfile.of(recording)
          .forEach(
              (part, share) ->
                  samples.accept(
                      new Sample("share of javac, JDK " + release, size, part, "%", share, false)));
    }
    Folders.delete(home);
  }

  private void measure(Path jdk, int round, Path sources, Path classes, Consumer<Sample> samples)
      throws IOException, InterruptedException {
    String release = JdkRelease.of(jdk);
    Javac.Took floor = null;
    for (Javac.Mode mode : Javac.Mode.values()) {
      boolean changed = mode == Javac.Mode.LAST_CHANGED;
      if (changed) {
        RegistrySources.writeLast(workload, "-- " + release + ", round " + round + "\n", sources);
      }
      Javac.Took took = new Javac(jdk, mode, List.of()).compile(sources, classes);
      if (changed) {
        RegistrySources.writeLast(workload, "", sources);
      }
      double millis = took.wallNanos() / 1e6;
      samples.accept(new Sample(JAVAC + release, size, mode.label(), "ms", millis));
      if (mode == Javac.Mode.EMPTY_PROCESSOR) {
        floor = took;
      } else if (floor != null) {
        double wall = (took.wallNanos() - floor.wallNanos()) / 1e6;
        double cpu = (took.cpuNanos() - floor.cpuNanos()) / 1e6;
        samples.accept(new Sample(ADDED + release, size, mode.label(), "ms", wall, false));
        samples.accept(new Sample(ADDED_CPU + release, size, mode.label(), "ms", cpu, false));
      }
    }
  }

  /** What is there because of Rungs: whatever is not a class of the sources. */
  private static void sizes(Path classes, String size, Consumer<Sample> samples)
      throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString();
        if (!name.matches(".*[/\\\\](M\\d+|Schema)\\.class") && !name.endsWith(".java")) {
          samples.accept(new Sample("generated, bytes", size, name, "", Files.size(file), false));
        }
      }
    }
  }
}
