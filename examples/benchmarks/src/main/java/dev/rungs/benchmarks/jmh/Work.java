package dev.rungs.benchmarks.jmh;

import java.nio.file.Path;

/** Where the processes of one run find what was prepared for them. */
public final class Work {
  /** The system property that names the folder. */
  public static final String PROPERTY = "rungs.bench.work";

  private Work() {}

  /**
   * Returns the folder.
   *
   * @return as the parent process set it
   */
  public static Path folder() {
    return Path.of(System.getProperty(PROPERTY));
  }
}
