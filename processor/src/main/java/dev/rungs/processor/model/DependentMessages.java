package dev.rungs.processor.model;

/** Messages about what depends on a table: virtual tables, foreign keys, triggers and indexes. */
public final class DependentMessages {
  private DependentMessages() {}

  public static Message breaksVirtualTable(String table, int version, String errors) {
    return new Message(
        ProblemKey.BROKEN_DEPENDENT,
        table
            + " can no longer be read after version "
            + version
            + ": "
            + errors
            + ". It reads another table by name. Drop it, and create it again with the new names in"
            + " the same migration.");
  }

  public static Message createsBrokenVirtualTable(String table, int version, String errors) {
    return new Message(
        ProblemKey.BROKEN_DEPENDENT,
        table
            + " cannot be read after version "
            + version
            + ": "
            + errors
            + ". It reads another table by name. Name a table and columns that exist at this"
            + " version.");
  }

  /** A foreign key refers to columns that are not unique. */
  public static Message keyMismatch(String child, String error) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "A FOREIGN KEY of table "
            + child
            + " cannot be used: "
            + error
            + ". With foreign_keys on, SQLite refuses every write that has to check it. It must"
            + " refer to the PRIMARY KEY, or to columns with a UNIQUE index of their own (not a"
            + " partial one, and with the default collation).");
  }

  /** A foreign key refers to a table that no version has created in the end. */
  public static Message missingParent(String child, String parent, int version, String fix) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "A FOREIGN KEY of table "
            + child
            + " refers to table "
            + parent
            + ", which does not exist from version "
            + version
            + " on. With foreign_keys on, writes to "
            + child
            + " fail with \"no such table: "
            + parent
            + "\". "
            + fix);
  }

  /** Triggers and indexes went with their table; the text is what creates them again. */
  public static Message lost(String lost, String table, int version, String text, String drop) {
    return new Message(
        ProblemKey.LOST_DEPENDENTS,
        wentWith(lost, table, version)
            + ". SQLite drops the indexes and triggers of a table with it. Add at the end of the"
            + " script:"
            + text
            + "\n  or write "
            + drop
            + " before the DROP to say that it is no longer wanted, or silence this with"
            + " @SuppressWarnings(\"rungs.LostDependents\").");
  }

  /** Unique indexes went with their table. */
  public static Message lostUnique(
      String lost, String table, int version, String text, String drop) {
    return new Message(
        ProblemKey.LOST_DEPENDENTS,
        wentWith(lost, table, version)
            + ": from then on duplicates are accepted. Add at the end of the script:"
            + text
            + "\n  or write "
            + drop
            + " before the DROP to say that it is no longer wanted.");
  }

  private static String wentWith(String lost, String table, int version) {
    return "Dropping "
        + table
        + " also dropped "
        + lost
        + ", and version "
        + version
        + " does not create this again";
  }
}
