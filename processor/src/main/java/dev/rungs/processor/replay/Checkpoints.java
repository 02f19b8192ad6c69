package dev.rungs.processor.replay;

import java.util.Optional;

/** Keeps checkpoints of replays. */
public interface Checkpoints {
  /** Keeps none. */
  Checkpoints NONE = new Absent();

  /**
   * Finds where to go on.
   *
   * @return a checkpoint of the same versions up to there, if one is kept
   */
  Optional<Checkpoint> latest();

  /**
   * Asks whether to make one.
   *
   * @param version that was just run
   * @return whether {@link #keep} is to be called
   */
  boolean wants(int version);

  /**
   * Takes one.
   *
   * @param checkpoint of a wanted version
   */
  void keep(Checkpoint checkpoint);

  /** Is told that what the replay shows may differ the next time, for want of time. */
  void refuse();

  /** Keeps none. */
  class Absent implements Checkpoints {
    @Override
    public Optional<Checkpoint> latest() {
      return Optional.empty();
    }

    @Override
    public boolean wants(int version) {
      return false;
    }

    @Override
    public void keep(Checkpoint checkpoint) {}

    @Override
    public void refuse() {}
  }
}
