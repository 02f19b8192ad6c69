package dev.rungs;

/** How a migration brings a store from the version below to its own. */
public enum Strategy {
  /**
   * Carry the data over: run the migration's SQL and step on the store as it is. What a user stored
   * stays.
   */
  IN_PLACE,

  /**
   * Give up the content and build the schema again.
   *
   * <p>For derived data only, such as a cache or an index, whose source can give it back. A store
   * below this version cannot be carried over: it is wiped, the finished schema is built, and the
   * program is told to fill it again. The runtime does so only with the caller's permission, {@code
   * Migrator.Builder.allowRebuild()}, and while it holds the file's write lock.
   */
  REBUILD
}
