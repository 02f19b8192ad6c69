package dev.rungs.processor.testing;

/** Sources that many tests need. */
public final class Sources {
  private Sources() {}

  public static String schema(int currentVersion) {
    return schema("app", "AppSchema", currentVersion, "");
  }

  public static String schema(String in, String name, int currentVersion, String elements) {
    return """
    package %s;
    import dev.rungs.*;
    @VersionedSchema%s
    public final class %s {
      public static final int CURRENT_VERSION = %d;
    }
    """
        .formatted(in, elements, name, currentVersion);
  }

  /** Creates a table named after the class. */
  public static String migration(int version) {
    return migration("app", "V" + version, "version = " + version);
  }

  public static String migration(String in, String name, String elements) {
    return migration(in, name, elements, "\"CREATE TABLE %s (id INTEGER);\"".formatted(name));
  }

  public static String migration(String in, String name, String elements, String up) {
    return """
    package %s;
    import dev.rungs.*;
    @Migration(%s)
    @Up(%s)
    public final class %s {}
    """
        .formatted(in, elements, up, name);
  }

  public static String step(String in, String name, String elements) {
    return """
    package %s;
    import dev.rungs.*;
    import dev.rungs.runtime.MigrationStep;
    @Migration(%s)
    public final class %s implements MigrationStep {
      @Override public void up(java.sql.Connection connection) {}
    }
    """
        .formatted(in, elements, name);
  }
}
