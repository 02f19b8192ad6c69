/** Applies a generated migration registry to SQLite files. */
module dev.rungs.runtime {
  requires transitive dev.rungs.annotations;
  requires transitive java.sql;
  requires org.xerial.sqlitejdbc;

  exports dev.rungs.runtime;

  uses dev.rungs.runtime.Registry;
}
