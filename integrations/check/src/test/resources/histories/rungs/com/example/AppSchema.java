package com.example;

import dev.rungs.VersionedSchema;

@VersionedSchema
public final class AppSchema {
  public static final int CURRENT_VERSION = 2;
}
