package dev.rungs.spring.boot;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Migrates when the {@link DataSource} is created, and so before any bean can have it: Boot's own
 * order of database initializers reaches only beans of types it knows, not one that reads from the
 * {@code DataSource} in its constructor.
 */
final class MigratingPostProcessor implements BeanPostProcessor {
  private final ObjectProvider<Migration> migration;
  private final ConfigurableListableBeanFactory beans;
  private final Environment environment;

  MigratingPostProcessor(
      ObjectProvider<Migration> migration,
      ConfigurableListableBeanFactory beans,
      Environment environment) {
    this.migration = migration;
    this.beans = beans;
    this.environment = environment;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource dataSource && isChosen(name)) {
      try {
        migration.getObject().run(name, dataSource);
      } catch (RuntimeException e) {
        close(dataSource, e);
        throw e;
      }
    }
    return bean;
  }

  /** Spring destroys only beans that it has; without this the pool would hold the file open. */
  private static void close(DataSource dataSource, RuntimeException failure) {
    if (dataSource instanceof AutoCloseable pool) {
      try {
        pool.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  private boolean isChosen(String name) {
    // Asked of the environment: this runs for each bean, and the properties are a bean themselves.
    String named = environment.getProperty("rungs.data-source");
    return DataSourceChoice.find(named, beans).filter(name::equals).isPresent();
  }
}
