package dev.rungs.cli;

import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a command permits, and who is told.
 *
 * @param permissions set on the migrator
 * @param backups the folder that was named for backups, or null
 * @param listener is told what happens
 */
record Grants(Consumer<Migrator.Builder> permissions, Path backups, MigrationListener listener) {
  /** Nothing: for looking only. */
  static final Grants NONE = of(builder -> {});

  /** Permits something, and tells nobody. */
  static Grants of(Consumer<Migrator.Builder> permissions) {
    return new Grants(permissions, null, new MigrationListener() {});
  }

  /** Names a folder for backups; null for none. */
  Grants backups(Path folder) {
    return new Grants(permissions, folder, listener);
  }

  /** Tells somebody. */
  Grants listener(MigrationListener told) {
    return new Grants(permissions, backups, told);
  }
}
