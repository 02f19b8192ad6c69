package dev.rungs.runtime.internal.open;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings every connection of an application gets.
 *
 * <p>All but {@code journal_mode} belong to the connection and leave the file alone; they are set
 * in one call. {@code journal_mode} is written into the file and so is set only once it is certain
 * that the file is ours.
 */
public final class PragmaProfile {
  private static final String JOURNAL_MODE = "journal_mode";

  private final Map<String, String> values;

  private PragmaProfile(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Returns the settings an application has unless it says otherwise.
   *
   * @return a profile of its own, to be changed by the caller
   */
  public static PragmaProfile defaults() {
    Map<String, String> values = new LinkedHashMap<>();
    // First, so that all that follows waits for a lock.
    values.put("busy_timeout", "5000");
    values.put(JOURNAL_MODE, "WAL");
    values.put("foreign_keys", "ON");
    values.put("synchronous", "NORMAL");
    values.put("wal_autocheckpoint", "1000");
    values.put("temp_store", "MEMORY");
    values.put("cache_size", "-64000");
    values.put("trusted_schema", "OFF");
    return new PragmaProfile(values);
  }

  /**
   * Replaces or adds a setting.
   *
   * @param name of a pragma that belongs to a connection, or {@code journal_mode}
   * @param value a word or a number
   * @throws IllegalArgumentException if the pragma changes the file, or a part is not one word
   */
  public void set(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (!Words.NAME.matcher(key).matches() || !Words.VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A pragma is set to one word or number, not " + name + " = " + value + ".");
    }
    if (Words.RESERVED.contains(key)) {
      throw new IllegalArgumentException(
          "PRAGMA "
              + key
              + " is not a setting of a connection: the file or Rungs itself decides it.");
    }
    values.put(key, value);
  }

  /**
   * Copies this profile.
   *
   * @return one that later calls of {@link #set} on this do not reach
   */
  public PragmaProfile copy() {
    return new PragmaProfile(new LinkedHashMap<>(values));
  }

  /**
   * Returns how long SQLite waits for a lock.
   *
   * @return milliseconds
   */
  public int busyTimeoutMillis() {
    try {
      return Integer.parseInt(values.get("busy_timeout"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Sets all but the journal mode. The file is not written.
   *
   * @param connection to be set up, outside a transaction
   * @param readOnly whether it may not write
   * @throws SQLException if SQLite refuses a setting
   */
  public void apply(Connection connection, boolean readOnly) throws SQLException {
    StringBuilder script = new StringBuilder(256);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!entry.getKey().equals(JOURNAL_MODE)) {
        script.append("PRAGMA ").append(entry.getKey()).append('=');
        script.append(entry.getValue()).append(';');
      }
    }
    if (readOnly) {
      script.append("PRAGMA query_only=ON;");
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script.toString());
    }
  }

  /**
   * Switches the file to the journal mode of this profile.
   *
   * <p>SQLite answers {@code SQLITE_BUSY} to the switch to WAL at once, whatever the busy timeout,
   * when another connection is switching too; so the wait is done here.
   *
   * @param connection outside a transaction
   * @return the mode asked for and the mode the file has now, which differ where the file system
   *     cannot do it
   * @throws SQLException if it stays locked for longer than the busy timeout
   */
  public JournalMode switchJournal(Connection connection) throws SQLException {
    String wanted = values.get(JOURNAL_MODE);
    long start = System.nanoTime();
    long limit = busyTimeoutMillis() * 1_000_000L;
    long pause = 1;
    while (true) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA journal_mode=".concat(wanted))) {
        row.next();
        return new JournalMode(wanted, row.getString(1));
      } catch (SQLException e) {
        boolean busy = (e.getErrorCode() & 0xff) == 5;
        if (!busy || System.nanoTime() - start > limit || !sleep(pause)) {
          throw e;
        }
        pause = Math.min(pause * 2, 50);
      }
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What was asked for and what the file has.
   *
   * @param wanted for example {@code WAL}
   * @param actual as SQLite names it, in lower case
   */
  public record JournalMode(String wanted, String actual) {
    /**
     * Tells whether the file has the mode asked for.
     *
     * @return true if it has
     */
    public boolean reached() {
      return wanted.equalsIgnoreCase(actual);
    }
  }

  /** Loaded only if a setting is changed: opening a file compiles no pattern. */
  private static final class Words {
    /** What a file keeps, or what Rungs itself decides, is no setting of a connection. */
    static final Set<String> RESERVED =
        Set.of(
            "user_version",
            "application_id",
            "schema_version",
            "writable_schema",
            "query_only",
            "page_size",
            "auto_vacuum",
            "encoding");

    static final Pattern NAME = Pattern.compile("[a-z_]+");
    static final Pattern VALUE = Pattern.compile("-?[A-Za-z0-9_]+");
  }
}
