package dev.rungs.replicated.internal;

/** What became of a request that did not succeed. */
public final class ServerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** How much is known. */
  public enum Kind {
    /** The server ran it, met an error, and rolled all of it back. */
    REFUSED,
    /** Another client holds the database; nothing was done. */
    BUSY,
    /** It was never sent: no node accepts connections, or the server does not let us in. */
    UNREACHABLE,
    /** The server has no such database; nothing was done. */
    MISSING,
    /** It was sent, and what became of it cannot be told from the answer, if there was one. */
    UNKNOWN
  }

  /** If it cannot be told which statement failed. */
  static final int NOWHERE = -1;

  private final Kind kind;
  private final int index;

  ServerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.index = NOWHERE;
  }

  ServerException(String message, int index) {
    super(message);
    this.kind = Kind.REFUSED;
    this.index = index;
  }

  /** Returns how much is known. */
  public Kind kind() {
    return kind;
  }

  /** Returns which of the statements failed, from 0, or {@link #NOWHERE}. */
  int index() {
    return index;
  }
}
