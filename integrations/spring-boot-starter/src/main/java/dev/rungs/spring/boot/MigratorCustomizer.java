package dev.rungs.spring.boot;

import dev.rungs.runtime.Migrator;

/**
 * A bean that changes the migrator of the application after the {@code rungs.*} properties were
 * applied, for example to add a {@linkplain Migrator.Builder#listener listener}.
 *
 * <p>Several are called in their order. Each is called once, by the thread that starts the
 * application.
 */
@FunctionalInterface
public interface MigratorCustomizer {
  /**
   * Changes the migrator.
   *
   * @param migrator has the settings of the properties
   */
  void customize(Migrator.Builder migrator);
}
