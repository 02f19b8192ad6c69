package dev.rungs.fleet;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.util.function.Consumer;

/**
 * Finds the databases of a fleet that are not files by their names. Used by several threads at the
 * same time.
 */
@FunctionalInterface
public interface FleetDatabases {
  /**
   * Finds one.
   *
   * @param name as it was given to the fleet
   * @param registry the migrations
   * @param permissions what {@link Fleet#migrator} was given: it calls {@code allow…}, {@code
   *     adoptAs} and the like
   * @return a database that nothing was done with yet
   * @throws IllegalArgumentException if the name cannot be one
   */
  FleetDatabase open(String name, Registry registry, Consumer<Migrator.Builder> permissions);
}
