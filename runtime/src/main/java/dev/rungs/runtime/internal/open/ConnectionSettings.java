package dev.rungs.runtime.internal.open;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pragmas of a connection that matter to a migration: what they were, what they must be, and
 * how they come back.
 *
 * <p>They belong to the connection, not to the transaction, so a rollback does not restore them (<a
 * href="https://www.sqlite.org/pragma.html">pragma.html</a>).
 */
public final class ConnectionSettings {
  /** What a migration runs under, on any connection: the same as at compile time. */
  private static final Map<String, Integer> AT_WORK = new LinkedHashMap<>();

  /** What keeps a hostile schema from running anything. */
  private static final Map<String, Integer> HARDENED = new LinkedHashMap<>();

  /** Not ours to choose, or chosen by {@link Durability}; a step may change them too. */
  private static final String[] OTHERS = {
    "busy_timeout", "cache_size", "secure_delete", "automatic_index", "synchronous"
  };

  static {
    HARDENED.put("trusted_schema", 0);
    HARDENED.put("cell_size_check", 1);
    AT_WORK.putAll(HARDENED);
    AT_WORK.put("foreign_keys", 0);
    AT_WORK.put("recursive_triggers", 0);
    AT_WORK.put("legacy_alter_table", 0);
    AT_WORK.put("ignore_check_constraints", 0);
    AT_WORK.put("writable_schema", 0);
    AT_WORK.put("reverse_unordered_selects", 0);
    AT_WORK.put("query_only", 0);
    AT_WORK.put("defer_foreign_keys", 0);
  }

  /** What else can be set on a connection and read from it. All of them can be set at any time. */
  private static final String[] OF_STEPS = {
    "analysis_limit",
    "cache_spill",
    "checkpoint_fullfsync",
    "count_changes",
    "empty_result_callbacks",
    "full_column_names",
    "fullfsync",
    "journal_size_limit",
    "max_page_count",
    "mmap_size",
    "read_uncommitted",
    "short_column_names",
    "soft_heap_limit",
    "threads",
    "wal_autocheckpoint"
  };

  /** {@code PRAGMA case_sensitive_like} has no value to read. */
  private static final String IGNORES_CASE = "SELECT 'a' LIKE 'A'";

  private final Connection connection;
  private final Map<String, Long> before = new LinkedHashMap<>();

  private ConnectionSettings(Connection connection) {
    this.connection = connection;
  }

  /** Notes the settings of a connection and hardens it. */
  public static ConnectionSettings harden(Connection connection) throws SQLException {
    ConnectionSettings settings = new ConnectionSettings(connection);
    for (String pragma : AT_WORK.keySet()) {
      settings.before.put(pragma, read(connection, pragma));
    }
    for (String pragma : OTHERS) {
      settings.before.put(pragma, read(connection, pragma));
    }
    apply(connection, HARDENED);
    return settings;
  }

  /**
   * Sets what a migration runs under.
   *
   * @return false if foreign keys could not be switched off, which is so within a transaction
   */
  public boolean forWork() throws SQLException {
    apply(connection, AT_WORK);
    return read(connection, "foreign_keys") == 0;
  }

  /**
   * Tells whether a {@link #snapshot} restores a setting.
   *
   * @param pragma its name, folded
   */
  public static boolean restores(String pragma) {
    return AT_WORK.containsKey(pragma)
        || List.of(OTHERS).contains(pragma)
        || List.of(OF_STEPS).contains(pragma)
        || pragma.equals("locking_mode")
        || pragma.equals("case_sensitive_like");
  }

  /** Restores everything that differs from what it was. */
  public void restore() throws SQLException {
    restore(connection, before);
  }

  /**
   * Notes all settings as they are now, before Java code gets the connection.
   *
   * @return restores them
   */
  public Snapshot snapshot() throws SQLException {
    Map<String, Long> now = new LinkedHashMap<>();
    for (String pragma : before.keySet()) {
      now.put(pragma, read(connection, pragma));
    }
    for (String pragma : OF_STEPS) {
      now.put(pragma, read(connection, pragma));
    }
    String locking = lockingModes(connection);
    long ignoresCase = Sql.number(connection, IGNORES_CASE);
    return () -> {
      restore(connection, now);
      if (!locking.equals(lockingModes(connection))) {
        // Without a schema: of all databases, and of those to come.
        Sql.run(connection, "PRAGMA locking_mode = " + locking.substring(0, locking.indexOf(' ')));
      }
      if (ignoresCase != Sql.number(connection, IGNORES_CASE)) {
        Sql.run(connection, "PRAGMA case_sensitive_like = " + (1 - ignoresCase));
      }
    };
  }

  private static String lockingModes(Connection connection) throws SQLException {
    return Sql.text(connection, "PRAGMA main.locking_mode")
        + " "
        + Sql.text(connection, "PRAGMA locking_mode");
  }

  /** The settings of a moment. */
  public interface Snapshot {
    /** Restores everything that differs. */
    void restore() throws SQLException;
  }

  private static void restore(Connection connection, Map<String, Long> settings)
      throws SQLException {
    for (Map.Entry<String, Long> setting : settings.entrySet()) {
      if (read(connection, setting.getKey()) != setting.getValue()) {
        write(connection, setting.getKey(), setting.getValue());
      }
    }
  }

  /** In one call, for it is done again after each migration. */
  private static void apply(Connection connection, Map<String, Integer> wanted)
      throws SQLException {
    StringBuilder script = new StringBuilder(512);
    for (Map.Entry<String, Integer> setting : wanted.entrySet()) {
      script.append(assignment(setting.getKey(), setting.getValue())).append(';');
    }
    Sql.run(connection, script.toString());
  }

  private static long read(Connection connection, String pragma) throws SQLException {
    return Sql.number(connection, "PRAGMA " + pragma);
  }

  private static void write(Connection connection, String pragma, long value) throws SQLException {
    Sql.run(connection, assignment(pragma, value));
  }

  private static String assignment(String pragma, long value) {
    return "PRAGMA " + pragma + " = " + value;
  }
}
