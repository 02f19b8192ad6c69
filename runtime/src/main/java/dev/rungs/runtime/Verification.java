package dev.rungs.runtime;

import java.util.List;

/**
 * What was found wrong with a file.
 *
 * @param storedVersion {@code PRAGMA user_version} of the file
 * @param currentVersion the registry's {@code CURRENT_VERSION}
 * @param schemaCompared false if the registry does not know the schema of that version, so that it
 *     could not be checked for drift
 * @param findings in the order of {@link Check}; empty if nothing is wrong
 */
public record Verification(
    int storedVersion, int currentVersion, boolean schemaCompared, List<Finding> findings) {
  /** Copies the list. */
  public Verification {
    findings = List.copyOf(findings);
  }

  /**
   * Tells whether nothing is wrong.
   *
   * @return true if there are no findings
   */
  public boolean sound() {
    return findings.isEmpty();
  }

  /** What is checked. */
  public enum Check {
    /** The pages and records of the file, by {@code PRAGMA integrity_check}. */
    INTEGRITY,
    /** Rows that refer to rows that do not exist, by {@code PRAGMA foreign_key_check}. */
    FOREIGN_KEYS,
    /** The history, against the file's version and against the registry. */
    HISTORY,
    /** The schema, against the one of its version. */
    SCHEMA
  }

  /**
   * One thing that is wrong.
   *
   * @param check the check that found it
   * @param message one phrase or sentence
   */
  public record Finding(Check check, String message) {}
}
