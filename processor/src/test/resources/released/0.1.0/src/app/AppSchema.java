package app;

@dev.rungs.VersionedSchema
public final class AppSchema {
  public static final int CURRENT_VERSION = 3;
}
