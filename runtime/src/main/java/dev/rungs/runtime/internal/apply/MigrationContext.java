package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.FactsReader;
import dev.rungs.runtime.internal.open.HardenedConnection;
import java.nio.file.Path;
import org.sqlite.SQLiteConnection;

/**
 * What every part of the work needs.
 *
 * @param hardened the connection
 * @param registry the migrations
 * @param settings how to work
 */
record MigrationContext(HardenedConnection hardened, Registry registry, Settings settings) {
  SQLiteConnection connection() {
    return hardened.connection();
  }

  /** The database file, or null if there is none. */
  Path file() {
    return hardened.file();
  }

  FactsReader factsReader() {
    return new FactsReader(registry, settings.adoption());
  }

  ErrorContext about(int storedVersion) {
    return new ErrorContext(file(), storedVersion, registry.currentVersion());
  }
}
