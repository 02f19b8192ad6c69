package dev.rungs.examples.appdatabase;

import dev.rungs.VersionedSchema;

/** The schema of the register. */
@VersionedSchema
public final class AppSchema {
  public static final int CURRENT_VERSION = 4;

  private AppSchema() {}
}
