package dev.rungs.benchmarks.scenario;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Something to measure. */
@FunctionalInterface
public interface Scenario {
  /**
   * Measures.
   *
   * @param work a folder for what is prepared and made
   * @param samples is given each value as it is had
   * @throws Exception if a contender fails
   */
  void run(Path work, Consumer<Sample> samples) throws Exception;
}
