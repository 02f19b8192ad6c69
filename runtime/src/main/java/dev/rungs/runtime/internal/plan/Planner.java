package dev.rungs.runtime.internal.plan;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.ArrayList;
import java.util.List;

/** Decides what is to be done with a file. A pure function: it reads no file and no clock. */
public final class Planner {
  private final Registry registry;
  private final Permissions permissions;

  /** A planner for one registry and one caller's permissions. */
  public Planner(Registry registry, Permissions permissions) {
    this.registry = registry;
    this.permissions = permissions;
  }

  /** Decides. */
  public Decision decide(Facts facts) {
    int stored = facts.storedVersion();
    int current = registry.currentVersion();
    Refusals refusals = new Refusals(facts, registry);
    if (stored == current && facts.exists()) {
      return isForeign(facts)
          ? Decision.refuse(refusals.foreignApplication(permissions.applicationId()), List.of())
          : Decision.nothing(facts);
    }
    MigrationException notOurs = notOurs(facts, refusals);
    if (notOurs != null) {
      return Decision.refuse(notOurs, List.of());
    }
    if (stored > current) {
      return newer(facts, refusals);
    }
    HistoryCheck.Mismatch mismatch = HistoryCheck.structure(facts.history(), stored, registry);
    if (mismatch != null) {
      return Decision.refuse(refusals.history(mismatch), List.of());
    }
    if (stored > 0 && stored < registry.baseline()) {
      return Decision.refuse(refusals.belowBaseline(stored), List.of());
    }
    return stored == 0
        ? unversioned(facts, refusals)
        : older(facts, refusals, stored, Action.UPGRADE);
  }

  /**
   * Says why a file may not be rolled back, or null. Whether each version can be undone is another
   * question.
   */
  public MigrationException refusalToUndo(Facts facts) {
    Refusals refusals = new Refusals(facts, registry);
    MigrationException notOurs = notOurs(facts, refusals);
    if (notOurs != null) {
      return notOurs;
    }
    HistoryCheck.Mismatch mismatch =
        HistoryCheck.structure(facts.history(), facts.storedVersion(), registry);
    return mismatch != null ? refusals.history(mismatch) : changedSinceRelease(facts, refusals);
  }

  /** Refuses a version that the registry no longer has. */
  public MigrationException belowBaseline(Facts facts, int target) {
    return new Refusals(facts, registry).rollbackBelowBaseline(target);
  }

  private MigrationException notOurs(Facts facts, Refusals refusals) {
    if (facts.storedVersion() < 0) {
      return refusals.negativeVersion();
    }
    if (isForeign(facts)) {
      return refusals.foreignApplication(permissions.applicationId());
    }
    String owner = otherOwner(facts.history());
    return owner == null ? null : refusals.otherSchema(owner);
  }

  /** What was changed by hand, in the file or in a migration, unless that is permitted. */
  private MigrationException changedSinceRelease(Facts facts, Refusals refusals) {
    if (permissions.drift()) {
      return null;
    }
    HistoryCheck.Mismatch edited = HistoryCheck.checksums(facts.history(), registry);
    if (edited != null) {
      return refusals.history(edited);
    }
    if (facts.storedVersion() > 0 && !facts.schema().differences().isEmpty()) {
      return refusals.drift();
    }
    return facts.schema().orders().isEmpty() ? null : refusals.columnOrder();
  }

  private Decision newer(Facts facts, Refusals refusals) {
    if (facts.chosen() > 0) {
      return asChosen(facts, refusals);
    }
    if (permissions.rebuildOfNewer()) {
      return rebuild(facts, refusals);
    }
    return Decision.refuse(refusals.newer(), List.of());
  }

  private Decision asChosen(Facts facts, Refusals refusals) {
    int chosen = facts.chosen();
    boolean fits =
        facts.schema().sameAs().contains(chosen) || facts.schema().differences().isEmpty();
    boolean exists = chosen >= registry.baseline() && chosen <= registry.currentVersion();
    if (exists && (fits || permissions.drift())) {
      return older(facts, refusals, chosen, Action.ADOPT);
    }
    return Decision.refuse(refusals.notAsChosen(chosen), pendingAfter(0));
  }

  private Decision unversioned(Facts facts, Refusals refusals) {
    List<MigrationDefinition> all = pendingAfter(0);
    if (facts.empty()) {
      return work(Action.CREATE, facts, refusals, all, 0);
    }
    List<Integer> same = facts.schema().sameAs();
    if (facts.chosen() > 0) {
      return asChosen(facts, refusals);
    }
    if (same.size() == 1) {
      return older(facts, refusals, same.get(0), Action.ADOPT);
    }
    if (same.size() > 1) {
      return Decision.refuse(refusals.ambiguous(), all);
    }
    if (permissions.rebuild() && hasRebuild(all)) {
      return rebuild(facts, refusals);
    }
    return Decision.refuse(refusals.unrecognized(hasRebuild(all)), all);
  }

  /** A file that is, or is taken to be, at a version below the current one. */
  private Decision older(Facts facts, Refusals refusals, int version, Action action) {
    List<MigrationDefinition> pending = pendingAfter(version);
    if (hasRebuild(pending)) {
      return permissions.rebuild()
          ? rebuild(facts, refusals)
          : Decision.refuse(refusals.rebuildRequired(version, pending), pending);
    }
    MigrationException changed = changedSinceRelease(facts, refusals);
    if (changed != null) {
      return Decision.refuse(changed, pending);
    }
    List<MigrationDefinition> unapproved = unapproved(pending);
    if (!unapproved.isEmpty()) {
      return Decision.refuse(refusals.unapproved(version, unapproved), pending);
    }
    return work(action, facts, refusals, pending, action == Action.ADOPT ? version : 0);
  }

  private Decision rebuild(Facts facts, Refusals refusals) {
    return work(Action.REBUILD, facts, refusals, pendingAfter(0), 0);
  }

  private Decision work(
      Action action,
      Facts facts,
      Refusals refusals,
      List<MigrationDefinition> pending,
      int adopted) {
    for (MigrationDefinition migration : pending) {
      Violation violation = UnprovenScripts.inUp(migration);
      if (violation != null) {
        return Decision.refuse(refusals.notAllowed(migration, violation), pending);
      }
    }
    return Decision.work(action, facts, registry.currentVersion(), pending, adopted);
  }

  private boolean isForeign(Facts facts) {
    return facts.applicationId() != 0
        && facts.applicationId() != permissions.applicationId()
        && !facts.awaitsContent();
  }

  private String otherOwner(History history) {
    for (HistoryRow row : history.rows()) {
      if (!row.schema().equals(registry.schemaName())) {
        return row.schema();
      }
    }
    return null;
  }

  private List<MigrationDefinition> pendingAfter(int version) {
    List<MigrationDefinition> pending = new ArrayList<>();
    for (int v = Math.max(version + 1, registry.baseline()); v <= registry.currentVersion(); v++) {
      pending.add(registry.migration(v));
    }
    return pending;
  }

  private List<MigrationDefinition> unapproved(List<MigrationDefinition> pending) {
    List<MigrationDefinition> found = new ArrayList<>();
    for (MigrationDefinition migration : pending) {
      if (migration.destructive() && !permissions.approves(migration.version())) {
        found.add(migration);
      }
    }
    return found;
  }

  private static boolean hasRebuild(List<MigrationDefinition> migrations) {
    for (MigrationDefinition migration : migrations) {
      if (migration.strategy() == Strategy.REBUILD) {
        return true;
      }
    }
    return false;
  }
}
