package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Migrates the database behind a {@link DataSource} when the application starts. The beans that
 * Boot orders after database initializers, such as {@code JdbcTemplate} and those annotated {@code
 * DependsOnDatabaseInitialization}, are created after it.
 *
 * <p>One is configured automatically. An application with several databases declares one bean for
 * each instead:
 *
 * <pre>
 * &#64;Bean
 * RungsInitializer ordersInitializer(@Qualifier("orders") DataSource orders) {
 *   return new RungsInitializer(orders, Migrator.builder(OrdersRegistry.INSTANCE).build());
 * }
 * </pre>
 *
 * <p>Safe for use by several threads once it is initialized.
 */
public class RungsInitializer implements InitializingBean {
  private final DataSource dataSource;
  private final Migrator migrator;
  private MigrationReport report;

  /**
   * Creates an initializer.
   *
   * @param dataSource gives connections of sqlite-jdbc
   * @param migrator brings the database to the version of its registry
   */
  public RungsInitializer(DataSource dataSource, Migrator migrator) {
    this(dataSource, migrator, null);
  }

  /** An initializer whose work may already be done: then there is a report. */
  RungsInitializer(DataSource dataSource, Migrator migrator, MigrationReport done) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    this.migrator = Objects.requireNonNull(migrator, "migrator");
    this.report = done;
  }

  /**
   * Migrates the database.
   *
   * @throws MigrationException if it is refused or a migration fails
   */
  @Override
  public void afterPropertiesSet() {
    if (report == null) {
      report = migrate(dataSource, migrator);
    }
  }

  /**
   * Returns what was done to the database when the application started.
   *
   * @return the report
   * @throws IllegalStateException if the bean is not initialized
   */
  public MigrationReport report() {
    if (report == null) {
      throw new IllegalStateException("Nothing has been migrated yet.");
    }
    return report;
  }

  /**
   * Returns the versions that the database has now and those that are pending.
   *
   * @return every version, by number
   * @throws MigrationException if the database cannot be read
   */
  public MigrationStatus status() {
    return onConnection(dataSource, migrator::status);
  }

  /**
   * Returns what a migration would do now, without changing anything.
   *
   * @return the plan; {@link MigrationPlan.Action#NOTHING} if the database is current
   */
  public MigrationPlan plan() {
    return onConnection(dataSource, migrator::plan);
  }

  /**
   * Returns whether a rebuild wiped the content and the application has not restored it.
   *
   * @return true until {@link Migrator#markRepopulated(DataSource)}
   * @throws MigrationException if the database cannot be read
   */
  public boolean needsRepopulation() {
    return onConnection(dataSource, migrator::needsRepopulation);
  }

  static MigrationReport migrate(DataSource dataSource, Migrator migrator) {
    return onConnection(dataSource, migrator::migrate);
  }

  /** A pool may hand out connections with autocommit off; Rungs begins its transactions itself. */
  private static <T> T onConnection(DataSource dataSource, Function<Connection, T> work) {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      if (autoCommit) {
        return work.apply(connection);
      }
      connection.setAutoCommit(true);
      try {
        return work.apply(connection);
      } finally {
        connection.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("The database could not be opened", e);
    }
  }
}
