package dev.rungs.check.layout;

/** A folder cannot be read as a history. The message says why, and what to do. */
public final class FolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param message what is wrong, the evidence and how to fix it
   */
  public FolderException(String message) {
    super(message);
  }

  /**
   * Creates one.
   *
   * @param message what is wrong, the evidence and how to fix it
   * @param cause what was caught
   */
  public FolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
