package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.spring.boot.notes.MigrationRegistry;

/** The notes as a later build of the application has them. */
final class NewerRegistry implements Registry {
  /** Upgrades a file as that build does. */
  static void migrate(NotesFile file) {
    Migrator.builder(new NewerRegistry()).allowDestructive().build().migrate(file.path());
  }

  @Override
  public String schemaName() {
    return MigrationRegistry.INSTANCE.schemaName();
  }

  @Override
  public int currentVersion() {
    return 4;
  }

  @Override
  public MigrationDefinition migration(int version) {
    return version == 4
        ? MigrationDefinition.builder(4, "add_color", "example.AddColor")
            .up("ALTER TABLE notes ADD COLUMN color TEXT")
            .build()
        : MigrationRegistry.INSTANCE.migration(version);
  }

  @Override
  public MigrationStep newStep(int version) {
    return MigrationRegistry.INSTANCE.newStep(version);
  }
}
