package dev.rungs.processor.collect;

/** A declaration refers to what does not exist, or not before a later round. */
final class UnresolvedTypeException extends Exception {
  private static final long serialVersionUID = 1L;

  UnresolvedTypeException() {
    super(null, null, false, false);
  }
}
