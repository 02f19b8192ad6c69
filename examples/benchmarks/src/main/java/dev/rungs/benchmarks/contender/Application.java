package dev.rungs.benchmarks.contender;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What every contender's application does with its file, with the settings of AppDatabase. */
public final class Application {
  private static final String SETTINGS =
      "PRAGMA busy_timeout=5000;PRAGMA foreign_keys=ON;PRAGMA synchronous=NORMAL;"
          + "PRAGMA wal_autocheckpoint=1000;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-64000;"
          + "PRAGMA trusted_schema=OFF;";

  /** Whether the driver's settings are left alone: a rollback journal, synchronous FULL. */
  private static final boolean DRIVER_SETTINGS =
      "driver".equals(System.getProperty("rungs.bench.settings"));

  private Application() {}

  /**
   * Opens a file.
   *
   * @param file is created if it does not exist
   * @return a connection with the settings
   * @throws SQLException if SQLite refuses
   */
  public static Connection open(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    if (DRIVER_SETTINGS) {
      return connection;
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(SETTINGS);
      statement.execute("PRAGMA journal_mode=WAL");
    }
    return connection;
  }

  /**
   * Reads one value, as the first query of an application does.
   *
   * @param connection of the file
   * @return the file's application id; the schema is not parsed
   * @throws SQLException if SQLite refuses
   */
  public static int read(Connection connection) throws SQLException {
    return number(connection, "PRAGMA application_id");
  }

  /**
   * Runs queries and reads every value.
   *
   * @param connection of the file
   * @param queries each one statement
   * @throws SQLException if SQLite refuses
   */
  public static void readAll(Connection connection, String... queries) throws SQLException {
    for (String query : queries) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          for (int column = 1; column <= columns; column++) {
            row.getString(column);
          }
        }
      }
    }
  }

  /**
   * Closes a connection as SQLite's authors advise.
   *
   * @param connection of the file
   * @throws SQLException if SQLite refuses
   */
  public static void close(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA busy_timeout=0;PRAGMA optimize;");
    }
    connection.close();
  }

  static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
