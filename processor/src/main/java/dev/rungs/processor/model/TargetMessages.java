package dev.rungs.processor.model;

/** Messages about servers that a schema is meant for. */
public final class TargetMessages {
  private TargetMessages() {}

  /** A statement; both are sentences. */
  public static Message refuses(String what, String fix) {
    return new Message(ProblemKey.TARGET_REFUSES, what + " " + fix);
  }

  /** A Java step. */
  public static Message step(String target) {
    return new Message(
        ProblemKey.TARGET_REFUSES,
        target
            + " runs no Java. A step cannot be part of the server's transaction. Write the change as"
            + " SQL, or do it in the program after the upgrade, a part at a time.");
  }

  /** A rebuild. */
  public static Message rebuild(String target) {
    return new Message(
        ProblemKey.TARGET_REFUSES,
        target
            + " cannot rebuild. Foreign keys are on and cannot be switched off, so the tables cannot"
            + " be dropped in one transaction. Use IN_PLACE, or an empty database.");
  }

  /** No version. */
  public static Message notAVersion(String text) {
    return new Message(
        ProblemKey.TARGET_REFUSES,
        "minSqlite \"" + text + "\" is not a version of SQLite. Write it as 3.45 or 3.45.1.");
  }

  /** An older SQLite, run for the purpose, refused a statement. */
  public static Message olderRefuses(String version, String error) {
    return new Message(
        ProblemKey.TARGET_REFUSES,
        "SQLite "
            + version
            + " refuses this: "
            + error
            + ". Write it as that version understands it, or use a newer SQLite there.");
  }
}
