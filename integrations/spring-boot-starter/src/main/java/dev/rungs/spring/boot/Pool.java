package dev.rungs.spring.boot;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.util.ClassUtils;
import org.sqlite.JDBC;

/** What is to be known and set of a pool of connections, before it opens the first. */
final class Pool {
  private static final boolean HIKARI =
      ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", Pool.class.getClassLoader());

  private final String name;
  private final DataSource dataSource;
  private final ConnectionPragmas pragmas;
  private PragmaDataSource source;

  Pool(String name, DataSource dataSource, ConnectionPragmas pragmas) {
    this.name = name;
    this.dataSource = dataSource;
    this.pragmas = pragmas;
  }

  /**
   * Gives the pragmas to every connection.
   *
   * @throws RungsConfigurationException if this kind of pool cannot have them, or its connections
   *     would each have a database of their own
   */
  void prepare() {
    if (HIKARI && dataSource instanceof HikariDataSource hikari) {
      refuseMemoryOfItsOwn(hikari);
      if (!pragmas.isEmpty()) {
        prepare(hikari);
      }
    } else if (!pragmas.isEmpty()) {
      throw unsupported("is a " + dataSource.getClass().getName() + ", not a HikariCP pool");
    }
  }

  private void prepare(HikariDataSource hikari) {
    String url = hikari.getJdbcUrl();
    if (hikari.getDataSource() != null || url == null || !JDBC.isValidURL(url)) {
      throw unsupported("is not configured by an URL of jdbc:sqlite");
    }
    if (hikari.isRunning()) {
      throw unsupported("has opened its connections before it became a bean");
    }
    source = new PragmaDataSource(url, hikari.getDataSourceProperties(), pragmas);
    hikari.setDataSource(source);
  }

  private RungsConfigurationException unsupported(String why) {
    return new RungsConfigurationException(
        "rungs.pragmas cannot be applied: the DataSource bean " + name + " " + why + ".",
        "Remove rungs.pragmas and set the pragmas where the DataSource is created, as in"
            + " jdbc:sqlite:app.db?foreign_keys=on&busy_timeout=5000.");
  }

  private void refuseMemoryOfItsOwn(HikariDataSource hikari) {
    String url = hikari.getJdbcUrl();
    if (url != null
        && JDBC.isValidURL(url)
        && isMemoryOfItsOwn(url.substring(JDBC.PREFIX.length()))
        && hikari.getMaximumPoolSize() != 1) {
      throw new RungsConfigurationException(
          "The database "
              + url
              + " is in memory, where each connection has a database of its own. The pool "
              + name
              + " opens several connections, and only one would be migrated.",
          "Use a file, or one database in memory for all connections:"
              + " jdbc:sqlite:file:NAME?mode=memory&cache=shared; or set"
              + " spring.datasource.hikari.maximum-pool-size=1.");
    }
  }

  private static boolean isMemoryOfItsOwn(String address) {
    return address.isEmpty()
        || address.startsWith(":memory:")
        || (address.contains("mode=memory") && !address.contains("cache=shared"));
  }

  /** Sets what is written into the file, now that the file is known to be the application's. */
  void finish() {
    if (source == null) {
      return;
    }
    source.setMigrated();
    try (Connection connection = dataSource.getConnection()) {
      pragmas.applyJournalMode(connection);
    } catch (SQLException e) {
      throw new RungsConfigurationException(
          "rungs.pragmas.journal-mode could not be set: " + e.getMessage(),
          "Close other programs that have the file open, or remove rungs.pragmas.journal-mode.");
    }
  }
}
