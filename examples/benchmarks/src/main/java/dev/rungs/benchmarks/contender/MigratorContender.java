package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;

/** Rungs through {@code Migrator}, on the file's path. */
class MigratorContender implements Contender {
  final Registry registry;

  MigratorContender(WorkFolder folder) {
    this.registry = Registries.of(folder);
  }

  /** The baseline makes no backups either. */
  static Migrator.Builder permit(Migrator.Builder settings) {
    return settings.allowRebuild().withoutBackups();
  }

  @Override
  public void migrate(Path file) {
    permit(Migrator.builder(registry)).build().migrate(file);
  }
}
