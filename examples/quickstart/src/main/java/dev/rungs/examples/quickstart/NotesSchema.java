package dev.rungs.examples.quickstart;

import dev.rungs.VersionedSchema;

/** The schema of a notes file. To change it, add a migration and raise the version. */
@VersionedSchema
public final class NotesSchema {
  public static final int CURRENT_VERSION = 3;

  private NotesSchema() {}
}
