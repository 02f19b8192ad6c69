package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.spring.boot.notes.MigrationRegistry;

/** The notes, whose second version is a rebuild. */
public final class RebuiltRegistry implements Registry {
  private final Registry notes = MigrationRegistry.INSTANCE.upTo(1);

  @Override
  public String schemaName() {
    return notes.schemaName();
  }

  @Override
  public int currentVersion() {
    return 2;
  }

  @Override
  public MigrationDefinition migration(int version) {
    return version == 2
        ? MigrationDefinition.builder(2, "index_notes", "example.IndexNotes")
            .rebuild()
            .up("CREATE INDEX notes_body ON notes (body)")
            .build()
        : notes.migration(version);
  }
}
