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
 * @param migrations in the history
 * @param rounds over all modes
 * @param jdks homes of the JDKs
 */
public record CompileScenario(int migrations, int rounds, List<Path> jdks) implements Scenario {
  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    Path home = Files.createTempDirectory(work, "compile");
    Path sources = home.resolve("src");
    Path classes = home.resolve("classes");
    RegistrySources.writeMigrations(Workload.growth(migrations), sources);
    String size = migrations + " migrations";
    for (Path jdk : jdks) {
      String release = JdkRelease.of(jdk);
      for (int round = 0; round < rounds; round++) {
        for (Javac.Mode mode : Javac.Mode.values()) {
          long nanos = new Javac(jdk, mode, List.of()).compile(sources, classes);
          samples.accept(
              new Sample("javac, JDK " + release, size, mode.label(), "ms", nanos / 1e6));
        }
      }
      if (jdk.equals(jdks.get(0))) {
        sizes(classes, size, samples);
      }
      Path recording = home.resolve("javac.jfr");
      Javac recorded =
          new Javac(jdk, Javac.Mode.VERIFY_ON, ProcessorProfile.javacOptions(recording));
      recorded.compile(sources, classes);
      ProcessorProfile.of(recording)
          .forEach(
              (part, share) ->
                  samples.accept(
                      new Sample("share of javac, JDK " + release, size, part, "%", share)));
    }
    Folders.delete(home);
  }

  /** What is there because of Rungs: whatever is not a class of the sources. */
  private static void sizes(Path classes, String size, Consumer<Sample> samples)
      throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString();
        if (!name.matches(".*[/\\\\](M\\d+|Schema)\\.class") && !name.endsWith(".java")) {
          samples.accept(new Sample("generated, bytes", size, name, "", Files.size(file)));
        }
      }
    }
  }
}
