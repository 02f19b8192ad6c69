package dev.rungs.examples.graphcache;

import dev.rungs.VersionedSchema;

/** The schema of a graph store. Everything in it can be had again from the sources. */
@VersionedSchema
public final class GraphSchema {
  public static final int CURRENT_VERSION = 5;

  private GraphSchema() {}
}
