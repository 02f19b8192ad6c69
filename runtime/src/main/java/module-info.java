/** Applies a generated migration registry to SQLite files. */
@SuppressWarnings("module") // compiled before the one it names
module dev.rungs.runtime {
  requires transitive dev.rungs.annotations;
  requires transitive java.sql;
  requires org.xerial.sqlitejdbc;

  exports dev.rungs.runtime;
  // How a script is split, names are quoted and errors are built is written once.
  exports dev.rungs.runtime.internal.errors to
      dev.rungs.replicated;
  exports dev.rungs.runtime.internal.sql to
      dev.rungs.replicated;

  uses dev.rungs.runtime.Registry;
}
