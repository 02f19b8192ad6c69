package dev.rungs.spring.boot;

import dev.rungs.runtime.Registry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Migrates the database of the application's {@code DataSource} before any bean uses it. Off with
 * {@code rungs.enabled=false}, without a {@code DataSource}, or if the application declares a
 * {@link RungsInitializer} itself.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "rungs.enabled", matchIfMissing = true)
@ConditionalOnBean(DataSource.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class RungsAutoConfiguration {
  /** For Spring. */
  RungsAutoConfiguration() {}

  /** Without initializers of the application's own. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(RungsInitializer.class)
  @EnableConfigurationProperties(RungsProperties.class)
  static class InitializerConfiguration {
    @Bean
    Migration rungsMigration(
        RungsProperties properties,
        ObjectProvider<Registry> registries,
        ObjectProvider<MigratorCustomizer> customizers,
        ConfigurableListableBeanFactory beans) {
      return new Migration(properties, registries, customizers.orderedStream(), beans);
    }

    /** Static, so that it exists before other beans. */
    @Bean
    static MigratingPostProcessor rungsMigratingPostProcessor(
        ObjectProvider<Migration> migration,
        ConfigurableListableBeanFactory beans,
        Environment environment) {
      return new MigratingPostProcessor(migration, beans, environment);
    }

    @Bean
    RungsInitializer rungsInitializer(Migration migration, ConfigurableListableBeanFactory beans) {
      String name = migration.dataSource();
      DataSource dataSource = beans.getBean(name, DataSource.class);
      return new RungsInitializer(
          dataSource, migration.migrator(), migration.run(name, dataSource));
    }
  }
}
