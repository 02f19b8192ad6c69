package dev.rungs.spring.boot;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.Registry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pragmas that connections of the application get.
 *
 * <p>All but {@code journal_mode} leave the file alone. That one is written into the file, so it is
 * set only after the migration: a refused file stays as it was.
 */
final class ConnectionPragmas {
  private static final String JOURNAL_MODE = "journal_mode";

  private final Map<String, String> values = new TreeMap<>();

  /**
   * Creates pragmas from properties.
   *
   * @param properties by name, which may be written with hyphens
   * @throws RungsConfigurationException if one is no setting of a connection
   */
  ConnectionPragmas(Map<String, String> properties, Registry registry) {
    // The runtime knows which pragmas are settings of a connection.
    AppDatabase.Builder rules = AppDatabase.builder(registry);
    properties.forEach(
        (property, value) -> {
          String name = property.replace('-', '_').toLowerCase(Locale.ROOT);
          try {
            rules.pragma(name, value);
          } catch (IllegalArgumentException e) {
            throw new RungsConfigurationException(
                "rungs.pragmas." + property + "=" + value + " cannot be set. " + e.getMessage(),
                "Remove it, or correct its name or value.");
          }
          values.put(name, value);
        });
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Sets all but the journal mode. */
  void apply(Connection connection) throws SQLException {
    String script =
        values.entrySet().stream()
            .filter(e -> !e.getKey().equals(JOURNAL_MODE))
            .map(e -> "PRAGMA " + e.getKey() + "=" + e.getValue() + ";")
            .collect(Collectors.joining());
    execute(connection, script);
  }

  void applyJournalMode(Connection connection) throws SQLException {
    String mode = values.get(JOURNAL_MODE);
    execute(connection, mode == null ? "" : "PRAGMA " + JOURNAL_MODE + "=" + mode + ";");
  }

  private static void execute(Connection connection, String script) throws SQLException {
    if (!script.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        // The driver's execute() would run the first statement only.
        statement.executeUpdate(script);
      }
    }
  }
}
