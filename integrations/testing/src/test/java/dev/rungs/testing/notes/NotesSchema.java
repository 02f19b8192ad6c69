package dev.rungs.testing.notes;

import dev.rungs.VersionedSchema;

@VersionedSchema
public final class NotesSchema {
  public static final int CURRENT_VERSION = 4;

  private NotesSchema() {}
}
