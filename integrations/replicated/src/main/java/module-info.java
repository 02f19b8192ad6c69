/**
 * Applies a migration registry to SQLite that is served over HTTP: rqlite, libSQL, Cloudflare D1.
 */
module dev.rungs.replicated {
  requires transitive dev.rungs.runtime;
  requires java.net.http;
  requires com.google.gson;
  requires org.xerial.sqlitejdbc;

  exports dev.rungs.replicated;
}
