package dev.rungs.examples.jooqnotes.schema;

import dev.rungs.VersionedSchema;

/** The schema of a file of notes. */
@VersionedSchema
public final class NotesSchema {
  /** The version that this program works with. */
  public static final int CURRENT_VERSION = 2;

  private NotesSchema() {}
}
