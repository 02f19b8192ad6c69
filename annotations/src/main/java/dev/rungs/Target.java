package dev.rungs;

/**
 * A server of SQLite that a schema is meant for. The compiler refuses SQL that the server would
 * refuse, or run differently from SQLite on a file.
 */
public enum Target {
  /**
   * <a href="https://rqlite.io">rqlite</a>, which replicates statements: SQL that gives another
   * value on another node is refused. Foreign keys are taken to be off, the default.
   */
  RQLITE,
  /** <a href="https://github.com/tursodatabase/libsql">libSQL</a>: {@code sqld}, and Turso. */
  LIBSQL,
  /** <a href="https://developers.cloudflare.com/d1/">Cloudflare D1</a>, with foreign keys on. */
  D1
}
