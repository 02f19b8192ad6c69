package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whole processes that open a current file, read it and end; and how many classes they load.
 *
 * @param migrations in the history
 * @param rounds over all contenders
 * @param contenders in the order in which they run
 */
public record ColdOpenScenario(int migrations, int rounds, List<Kind> contenders)
    implements Scenario {
  private static final String NAME = "open current, cold process";

  @Override
  public void run(Path work, Consumer<Sample> samples) throws Exception {
    WorkFolder folder = WorkFolder.of(work, Workload.growth(migrations), Javac.Mode.NO_CACHE);
    String size = migrations + " migrations";
    Path home = Files.createTempDirectory(work, "cold");
    Map<String, JavaProcess> programs = new LinkedHashMap<>();
    for (Kind kind : contenders) {
      Path file = home.resolve(kind + ".db");
      JavaProcess program = Programs.open(kind, folder, file, List.of());
      // Makes the file, and so what is measured below finds it current.
      program.run().orFail();
      programs.put(kind.label(), program);
      JavaProcess logged = Programs.open(kind, folder, file, List.of("-Xlog:class+load"));
      long classes =
          logged.run().orFail().output().lines().filter(l -> l.contains(" source: ")).count();
      samples.accept(new Sample("classes loaded, cold process", size, kind.label(), "", classes));
    }
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, JavaProcess> program : programs.entrySet()) {
        long nanos = program.getValue().run().orFail().nanos();
        samples.accept(new Sample(NAME, size, program.getKey(), "ms", nanos / 1e6));
      }
    }
    Folders.delete(home);
  }
}
