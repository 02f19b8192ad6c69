/**
 * Brings many SQLite files, or served databases, to the current version, over the public API of the
 * runtime only.
 */
module dev.rungs.fleet {
  requires transitive dev.rungs.runtime;
  // For fleets of served databases only.
  requires static transitive dev.rungs.replicated;
  requires org.xerial.sqlitejdbc;

  exports dev.rungs.fleet;
}
