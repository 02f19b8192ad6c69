package dev.rungs.processor.replay;

/** A checkpoint is not of the schema that it says; the replay starts at the first version. */
final class UnusableCheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableCheckpointException(Throwable cause) {
    super("The checkpoint does not have the schema that it says.", cause);
  }
}
