package dev.rungs.processor.replay.sqlite;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * An SQLite of another version in the compiler's memory: that of a sqlite-jdbc whose jar is named.
 * It has a class loader of its own, so both versions run side by side.
 */
public final class OlderSqlite implements AutoCloseable {
  private final URLClassLoader loader;
  private final Connection connection;
  private final String version;

  private OlderSqlite(URLClassLoader loader, Connection connection, String version) {
    this.loader = loader;
    this.connection = connection;
    this.version = version;
  }

  /**
   * Opens a new, empty database.
   *
   * @param jar of org.xerial:sqlite-jdbc
   * @throws SqliteUnavailableException if it cannot be loaded
   */
  public static OlderSqlite open(Path jar) throws SqliteUnavailableException {
    URLClassLoader loader = null;
    try {
      loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new LoggingOnly());
      Properties settings = new Properties();
      settings.setProperty("foreign_keys", "false");
      Connection connection =
          (Connection)
              loader
                  .loadClass("org.sqlite.jdbc4.JDBC4Connection")
                  .getConstructor(String.class, String.class, Properties.class)
                  .newInstance("jdbc:sqlite::memory:", ":memory:", settings);
      return new OlderSqlite(loader, connection, version(connection));
    } catch (ReflectiveOperationException | IOException | SQLException | LinkageError e) {
      close(loader);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SqliteUnavailableException(String.valueOf(cause), e);
    }
  }

  private static String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT sqlite_version()")) {
      return row.getString(1);
    }
  }

  /** Returns its version, as 3.45.1. */
  public String version() {
    return version;
  }

  /** Runs one statement. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was in memory.
    }
    close(loader);
  }

  private static void close(URLClassLoader loader) {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      // Nothing was written.
    }
  }

  /** The JDK and the driver's logging, but not the driver that the compiler has already. */
  private static final class LoggingOnly extends ClassLoader {
    LoggingOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.slf4j.")) {
        return OlderSqlite.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
