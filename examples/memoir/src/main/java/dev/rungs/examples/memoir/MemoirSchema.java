package dev.rungs.examples.memoir;

import dev.rungs.VersionedSchema;

/** The schema of a memoir file. */
@VersionedSchema
public final class MemoirSchema {
  public static final int CURRENT_VERSION = 3;

  private MemoirSchema() {}
}
