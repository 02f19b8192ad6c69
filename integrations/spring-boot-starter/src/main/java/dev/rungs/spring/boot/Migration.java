package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * The one migration of the application's start: by the properties, of the chosen {@link
 * DataSource}, once. For the thread that starts the application.
 */
final class Migration {
  private final RungsProperties properties;
  private final ConfigurableListableBeanFactory beans;
  private final Registry registry;
  private final Migrator migrator;
  private MigrationReport report;

  Migration(
      RungsProperties properties,
      ObjectProvider<Registry> registries,
      Stream<MigratorCustomizer> customizers,
      ConfigurableListableBeanFactory beans) {
    this.properties = properties;
    this.beans = beans;
    this.registry = Registries.find(properties.registry(), registries, beans.getBeanClassLoader());
    Migrator.Builder builder = builder();
    customizers.forEach(c -> c.customize(builder));
    this.migrator = builder.build();
  }

  private Migrator.Builder builder() {
    Migrator.Builder builder =
        Migrator.builder(registry)
            .transactions(properties.transactions())
            .busyTimeout(properties.busyTimeout());
    approve(properties.allowDestructive(), builder);
    if (properties.allowRebuild()) {
      builder.allowRebuild();
    }
    if (properties.allowRebuildOfNewer()) {
      builder.allowRebuildOfNewer();
    }
    if (properties.allowDrift()) {
      builder.allowDrift();
    }
    if (properties.adoptAs() != null) {
      builder.adoptAs(properties.adoptAs());
    }
    ignore(properties.ignoring(), builder);
    if (properties.applicationId() != null) {
      builder.applicationId(properties.applicationId());
    }
    backups(properties.backups(), builder);
    return builder;
  }

  private static void backups(RungsProperties.Backups backups, Migrator.Builder builder) {
    if (backups.directory() != null) {
      builder.backups(backups.directory());
    }
    if (backups.keep() != null) {
      if (backups.keep() < 1) {
        throw new RungsConfigurationException(
            "rungs.backups.keep is " + backups.keep() + ", but at least 1 backup is kept.",
            "Set it to 1 or more. To create no backups, set rungs.backups.enabled=false.");
      }
      builder.keepBackups(backups.keep());
    }
    if (!backups.enabled()) {
      builder.withoutBackups();
    }
  }

  private static void ignore(List<String> globs, Migrator.Builder builder) {
    try {
      builder.ignoring(globs.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new RungsConfigurationException(
          "rungs.ignoring is not understood. " + e.getMessage(),
          "List names, as in rungs.ignoring=audit_*,my_history.",
          e);
    }
  }

  private static void approve(List<String> versions, Migrator.Builder builder) {
    for (String version : versions) {
      if (version.strip().equalsIgnoreCase("all")) {
        builder.allowDestructive();
        continue;
      }
      try {
        builder.allowDestructive(Integer.parseInt(version.strip()));
      } catch (NumberFormatException e) {
        throw new RungsConfigurationException(
            "rungs.allow-destructive contains " + version + ", which is no version.",
            "List versions, as in rungs.allow-destructive=3,5, or set it to all.");
      }
    }
  }

  Migrator migrator() {
    return migrator;
  }

  /** The name of the bean that is migrated. */
  String dataSource() {
    return DataSourceChoice.require(properties.dataSource(), beans);
  }

  /** Migrates if it has not been done. */
  MigrationReport run(String name, DataSource dataSource) {
    if (report == null) {
      Pool pool = new Pool(name, dataSource, new ConnectionPragmas(properties.pragmas(), registry));
      pool.prepare();
      report = migrate(name, dataSource);
      pool.finish();
    }
    return report;
  }

  private MigrationReport migrate(String name, DataSource dataSource) {
    try {
      return RungsInitializer.migrate(dataSource, migrator);
    } catch (MigrationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A pool wraps what the driver said.
      Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
      if (!(root instanceof SQLException)) {
        throw e;
      }
      throw new RungsConfigurationException(
          "The database of the DataSource bean "
              + name
              + " could not be opened. "
              + root.getMessage(),
          "Check spring.datasource.url: the folder must exist, and the file must be an SQLite"
              + " database or not exist yet.",
          e);
    }
  }
}
