package dev.rungs.processor.query;

/** A query that cannot be checked. */
public final class UncheckedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Unchecked reason;

  /**
   * Gives up.
   *
   * @param reason why
   */
  public UncheckedException(Unchecked reason) {
    super(reason.words());
    this.reason = reason;
  }

  /**
   * Returns why.
   *
   * @return the reason
   */
  public Unchecked reason() {
    return reason;
  }
}
