package dev.rungs.spring.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.JDBC;

/** Opens the connections of a pool, each with the application's pragmas. For several threads. */
final class PragmaDataSource extends AbstractDataSource {
  private final String url;
  private final Properties driverProperties;
  private final ConnectionPragmas pragmas;
  private volatile boolean migrated;

  PragmaDataSource(String url, Properties driverProperties, ConnectionPragmas pragmas) {
    this.url = url;
    this.driverProperties = driverProperties;
    this.pragmas = pragmas;
  }

  /** From now on connections get the journal mode too. */
  void setMigrated() {
    migrated = true;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Properties own = new Properties();
    own.putAll(driverProperties);
    Connection connection = JDBC.createConnection(url, own);
    try {
      pragmas.apply(connection);
      if (migrated) {
        pragmas.applyJournalMode(connection);
      }
      return connection;
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  /** SQLite has no users. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public String toString() {
    return "DataSource[" + url + "]";
  }
}
