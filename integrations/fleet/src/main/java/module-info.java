/** Brings many SQLite files to the current version, over the public API of the runtime only. */
module dev.rungs.fleet {
  requires transitive dev.rungs.runtime;
  requires org.xerial.sqlitejdbc;

  exports dev.rungs.fleet;
}
