package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Access;
import org.sqlite.SQLiteConnection;

/**
 * What every part of the work needs.
 *
 * @param access the connection
 * @param registry the migrations
 * @param settings how to work
 */
record Work(Access access, Registry registry, Settings settings) {
  SQLiteConnection connection() {
    return access.connection();
  }

  FactsReader factsReader() {
    return new FactsReader(registry, settings.permissions().adoptAs());
  }

  ErrorContext context(int storedVersion) {
    return new ErrorContext(access.file(), storedVersion, registry.currentVersion());
  }
}
