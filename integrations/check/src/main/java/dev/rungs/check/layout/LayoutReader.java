package dev.rungs.check.layout;

/** Reads the folders of one tool. */
interface LayoutReader {
  /** Reads; whatever is no migration is left aside and named. */
  FolderHistory read(SourceTree tree, Order order);
}
