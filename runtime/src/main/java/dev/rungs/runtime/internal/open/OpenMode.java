package dev.rungs.runtime.internal.open;

/** What a connection may do to its file. */
public enum OpenMode {
  /** Read it. */
  READ,
  /** Read and write it. */
  WRITE,
  /** Read and write it, and create it if it does not exist. */
  CREATE
}
