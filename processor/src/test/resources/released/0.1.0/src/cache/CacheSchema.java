package cache;

@dev.rungs.VersionedSchema(registry = "CacheRegistry")
public final class CacheSchema {
  public static final int CURRENT_VERSION = 2;
}
