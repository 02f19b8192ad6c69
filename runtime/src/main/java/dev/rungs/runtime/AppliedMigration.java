package dev.rungs.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * One row of a file's history: a version the file has, and how it got it.
 *
 * @param version 1 or more
 * @param name the migration's name
 * @param kind how the file got the version
 * @param checksum of the migration's SQL, insensitive to line ends
 * @param appliedAt when, in UTC
 * @param duration how long it took, in whole milliseconds
 */
public record AppliedMigration(
    int version, String name, Kind kind, String checksum, Instant appliedAt, Duration duration) {
  /** How a file got a version. */
  public enum Kind {
    /** The migration ran on the file. */
    APPLIED,
    /** The file was created with the finished schema. */
    CREATED,
    /** The file already had the schema, and was recognized by it. */
    ADOPTED,
    /** The file was wiped and its schema rebuilt. */
    REBUILT
  }
}
