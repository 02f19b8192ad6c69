package dev.rungs.examples.decant;

import dev.rungs.VersionedSchema;

/** The schema of a library of pages. */
@VersionedSchema
public final class DecantSchema {
  public static final int CURRENT_VERSION = 3;

  private DecantSchema() {}
}
