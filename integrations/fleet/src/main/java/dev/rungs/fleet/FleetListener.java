package dev.rungs.fleet;

/**
 * Is told how a run progresses. Calls come from the threads of the run, one at a time; a listener
 * that takes long delays the run. An exception that it throws stops the run.
 */
public interface FleetListener {
  /**
   * Files are being found.
   *
   * @param files how many so far
   */
  default void found(long files) {}

  /**
   * A file is done, or the work begins.
   *
   * @param progress the run so far
   */
  default void progress(FleetProgress progress) {}

  /**
   * A file is done.
   *
   * @param outcome how it ended
   */
  default void settled(FileOutcome outcome) {}
}
