package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.open.Access;
import dev.rungs.runtime.internal.open.Subject;
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

  Subject subject(int storedVersion) {
    return new Subject(access.file(), storedVersion, registry.currentVersion());
  }
}
