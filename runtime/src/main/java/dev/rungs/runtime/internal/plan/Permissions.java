package dev.rungs.runtime.internal.plan;

import java.util.Set;

/**
 * What the caller permits and has chosen.
 *
 * @param allDestructive every destructive migration
 * @param destructive destructive migrations by version
 * @param rebuild a wipe if a rebuild is pending
 * @param rebuildOfNewer a wipe of what a newer build wrote
 * @param drift a schema that is not the one of its version
 * @param applicationId the program's own {@code application_id}, 0 if it has none
 */
public record Permissions(
    boolean allDestructive,
    Set<Integer> destructive,
    boolean rebuild,
    boolean rebuildOfNewer,
    boolean drift,
    int applicationId) {
  /** Tells whether a destructive migration may run. */
  public boolean approves(int version) {
    return allDestructive || destructive.contains(version);
  }
}
