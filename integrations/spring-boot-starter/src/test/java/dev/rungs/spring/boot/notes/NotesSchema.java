package dev.rungs.spring.boot.notes;

import dev.rungs.VersionedSchema;

/** Version 3 loses data, so a file at version 2 needs approval. */
@VersionedSchema
public final class NotesSchema {
  public static final int CURRENT_VERSION = 3;

  private NotesSchema() {}
}
