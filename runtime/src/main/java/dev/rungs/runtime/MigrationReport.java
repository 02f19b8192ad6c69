package dev.rungs.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a file.
 *
 * @param action what was done; never {@code REFUSE}
 * @param fromVersion the version the file had
 * @param toVersion the version the file has now
 * @param applied what was applied by this call, by version, in the order it was done; for a
 *     rollback, what was undone, the highest first
 * @param backup the backup that was made first, if any
 * @param needsRepopulation true if the content was wiped and the caller has not yet called {@code
 *     markRepopulated}
 */
public record MigrationReport(
    MigrationPlan.Action action,
    int fromVersion,
    int toVersion,
    List<AppliedMigration> applied,
    Optional<Path> backup,
    boolean needsRepopulation) {
  /** Copies the list. */
  public MigrationReport {
    applied = List.copyOf(applied);
  }
}
