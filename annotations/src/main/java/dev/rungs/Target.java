package dev.rungs;

/**
 * A server of SQLite that a schema is meant for. The compiler refuses what it would refuse, or do
 * otherwise than SQLite does with a file.
 */
public enum Target {
  /**
   * <a href="https://rqlite.io">rqlite</a>, which replicates statements: what gives another value
   * on another node is refused. With foreign keys off, as by default.
   */
  RQLITE,
  /** <a href="https://github.com/tursodatabase/libsql">libSQL</a>: {@code sqld}, and Turso. */
  LIBSQL,
  /** <a href="https://developers.cloudflare.com/d1/">Cloudflare D1</a>, with foreign keys on. */
  D1
}
