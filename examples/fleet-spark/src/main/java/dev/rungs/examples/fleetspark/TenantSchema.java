package dev.rungs.examples.fleetspark;

import dev.rungs.VersionedSchema;

/** The schema of each tenant's file. */
@VersionedSchema
public final class TenantSchema {
  /** The version that this build works with. */
  public static final int CURRENT_VERSION = 2;

  private TenantSchema() {}
}
