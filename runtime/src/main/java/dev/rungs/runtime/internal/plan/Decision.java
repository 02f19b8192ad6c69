package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import java.util.List;
import java.util.Optional;

/**
 * A plan, and what only the work needs to know of it.
 *
 * @param plan what the public sees
 * @param adoptedVersion the version an unversioned file is given, 0 if it is not adopted
 * @param wipesDerivedOnly whether it wipes a store that has exactly the schema of a version of
 *     ours: its content is derived, or no rebuild would be pending, and the caller permitted the
 *     wipe
 */
public record Decision(MigrationPlan plan, int adoptedVersion, boolean wipesDerivedOnly) {
  static Decision nothing(Facts facts) {
    return new Decision(
        new MigrationPlan(
            Action.NOTHING,
            facts.storedVersion(),
            facts.storedVersion(),
            List.of(),
            Optional.empty()),
        0,
        false);
  }

  static Decision work(
      Action action, Facts facts, int target, List<MigrationDefinition> pending, int adopted) {
    return new Decision(
        new MigrationPlan(action, facts.storedVersion(), target, pending, Optional.empty()),
        adopted,
        action == Action.REBUILD
            && facts.storedVersion() > 0
            && facts.storedVersion() <= target
            && facts.schema().differences().isEmpty());
  }

  /** A refusal: the file would stay as it is. */
  public static Decision refuse(MigrationException refusal, List<MigrationDefinition> pending) {
    return new Decision(
        new MigrationPlan(
            Action.REFUSE,
            refusal.storedVersion(),
            refusal.storedVersion(),
            pending,
            Optional.of(refusal)),
        0,
        false);
  }

  /**
   * What is left to do once some of it is done.
   *
   * @param done how many of the pending migrations
   * @param current the registry's version
   */
  public Decision after(int done, int current) {
    List<MigrationDefinition> rest = plan.pending().subList(done, plan.pending().size());
    int version = rest.isEmpty() ? current : rest.get(0).version() - 1;
    Action next = rest.isEmpty() ? Action.NOTHING : Action.UPGRADE;
    return new Decision(
        new MigrationPlan(next, version, current, rest, Optional.empty()), 0, false);
  }

  /** Returns what is to be done. */
  public Action action() {
    return plan.action();
  }

  /** Tells whether stored data may be lost or the file is taken over: a backup is made first. */
  public boolean endangersData() {
    if (plan.action() == Action.REBUILD || plan.action() == Action.ADOPT) {
      // An adopted file comes from another tool, which may be asked to open it again.
      return true;
    }
    if (plan.action() == Action.CREATE) {
      return false;
    }
    for (MigrationDefinition migration : plan.pending()) {
      if (migration.destructive()) {
        return true;
      }
    }
    return false;
  }
}
