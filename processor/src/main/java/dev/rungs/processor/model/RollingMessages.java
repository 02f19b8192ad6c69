package dev.rungs.processor.model;

/** Messages about a release that runs while the schema changes. */
public final class RollingMessages {
  private RollingMessages() {}

  public static Message breaks(String query, String sql, String version, String error, String way) {
    return new Message(
        ProblemKey.BREAKS_RUNNING_RELEASE,
        "The release that is running has "
            + query
            + ", which fails after "
            + version
            + ": "
            + error
            + ". Its SQL is "
            + brief(sql)
            + ". "
            + way);
  }

  private static String brief(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= 100 ? line : line.substring(0, 97) + "...";
  }

  /** How to get there in two releases. */
  public static String way(String error, int released) {
    String end = " To accept the break, commit the emitted lock file, or set -Arungs.rolling=off.";
    if (error.startsWith("NOT NULL constraint failed")) {
      return "Give the column a DEFAULT in this release. Take the DEFAULT away in a release after"
          + " this one, when no program inserts without the column."
          + end;
    }
    if (error.startsWith("no such ") || error.contains("has no column named")) {
      return "Expand now, contract later: this release adds what is new beside the old, and its"
          + " queries do without the old. What is dropped or renamed here goes in a version of the"
          + " release after this one."
          + end;
    }
    return "Expand now, contract later: this release accepts what the running one writes. The rule"
        + " that refuses it goes in a version of the release after this one."
        + end;
  }

  public static Message elsewhere(int queries, String schema) {
    return new Message(
        ProblemKey.NOTE,
        "-Arungs.rolling does not know the released form of "
            + (queries == 1 ? "1 query" : queries + " queries")
            + " here: "
            + schema
            + " is in another module, and its lock file keeps the queries of that module only.");
  }

  public static Message tooEarly(String query, int released, String error) {
    return new Message(
        ProblemKey.BREAKS_RUNNING_RELEASE,
        query
            + " fails on version "
            + released
            + ", which is released: "
            + error
            + ". A program of this release that starts before the migration has run fails there."
            + " Migrate before it starts, or silence this with"
            + " @SuppressWarnings(\"rungs.BreaksRunningRelease\").");
  }
}
