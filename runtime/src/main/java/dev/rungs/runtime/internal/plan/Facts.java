package dev.rungs.runtime.internal.plan;

import java.nio.file.Path;

/**
 * What was read from a file, as far as a decision needs it.
 *
 * @param file the file, or null if there is none
 * @param exists whether there is a file, or a database without one
 * @param storedVersion {@code PRAGMA user_version}
 * @param applicationId {@code PRAGMA application_id}
 * @param awaitsContent whether that id is the mark of a wiped store
 * @param empty whether there is no object but bookkeeping
 * @param history what history says
 * @param schema how the schema compares; for a stored version, with that version
 * @param chosen the version the caller chose for this file, which no build of ours wrote; 0 if none
 */
public record Facts(
    Path file,
    boolean exists,
    int storedVersion,
    int applicationId,
    boolean awaitsContent,
    boolean empty,
    History history,
    SchemaMatch schema,
    int chosen) {
  /** A file that does not exist yet. */
  public static Facts absent(Path file) {
    return new Facts(file, false, 0, 0, false, true, History.NONE, SchemaMatch.UNKNOWN, 0);
  }

  /** A file at the current version: nothing else is read. */
  public static Facts current(
      Path file, int storedVersion, int applicationId, boolean awaitsContent) {
    return new Facts(
        file,
        true,
        storedVersion,
        applicationId,
        awaitsContent,
        false,
        History.NONE,
        SchemaMatch.UNKNOWN,
        0);
  }
}
