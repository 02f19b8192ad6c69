package dev.rungs.benchmarks.contender;

import java.nio.file.Path;

/** Checks nothing and changes nothing. */
final class Bare implements Contender {
  @Override
  public void migrate(Path file) {
    // That is the point of it.
  }
}
