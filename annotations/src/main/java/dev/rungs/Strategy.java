package dev.rungs;

/** How a migration brings a database from the version below to its own. */
public enum Strategy {
  /**
   * Carry the data over: run the migration's SQL and step on the database as it is. What a user
   * stored stays.
   */
  IN_PLACE,

  /**
   * Discard the content and rebuild the schema.
   *
   * <p>For derived data only, such as a cache or an index, that can be restored from its source. A
   * database below this version cannot be carried over: it is wiped, the finished schema is built,
   * and the program is told to repopulate it. The runtime does so only with the caller's
   * permission, {@code Migrator.Builder.allowRebuild()}, and while it holds the file's write lock.
   */
  REBUILD
}
