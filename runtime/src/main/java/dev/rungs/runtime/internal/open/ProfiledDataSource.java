package dev.rungs.runtime.internal.open;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Gives new connections to one file, each with the same settings. Safe for several threads. */
public final class ProfiledDataSource implements DataSource {
  private final Path file;
  private final PragmaProfile profile;
  private final boolean readOnly;

  /**
   * Makes a source.
   *
   * @param file an existing database
   * @param profile the settings of each connection; not changed any more
   * @param readOnly whether its connections may not write
   * @return a source that is safe for use by several threads
   */
  public static DataSource of(Path file, PragmaProfile profile, boolean readOnly) {
    return new ProfiledDataSource(file, profile, readOnly);
  }

  private ProfiledDataSource(Path file, PragmaProfile profile, boolean readOnly) {
    this.file = file;
    this.profile = profile;
    this.readOnly = readOnly;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = DatabaseAddress.open(file, readOnly ? OpenMode.READ : OpenMode.WRITE);
    try {
      profile.apply(connection, readOnly);
      return connection;
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("SQLite has no users: call getConnection().");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("There is no log writer.");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("Set PRAGMA busy_timeout instead.");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Rungs logs through System.Logger.");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("This data source is no " + type.getName() + ".");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return "DataSource[" + file + (readOnly ? ", read-only]" : "]");
  }
}
