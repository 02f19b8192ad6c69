package dev.rungs.fleet;

/**
 * Is told how a run goes. Calls come from the threads of the run, one at a time; a listener that
 * takes long holds the run up. What it throws stops the run.
 */
public interface FleetListener {
  /**
   * Files are being found.
   *
   * @param files how many so far
   */
  default void found(long files) {}

  /**
   * A file is done with, or the work begins.
   *
   * @param progress the run so far
   */
  default void progress(FleetProgress progress) {}

  /**
   * A file is done with.
   *
   * @param outcome what became of it
   */
  default void settled(FileOutcome outcome) {}
}
