package dev.rungs.runtime.internal.apply;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.MigrationStatus.Entry;
import dev.rungs.runtime.MigrationStatus.State;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what a registry has beside what a file has. */
final class StatusReader {
  private StatusReader() {}

  static MigrationStatus status(Registry registry, int stored, History history) {
    Map<Integer, HistoryRow> rows = new HashMap<>();
    for (HistoryRow row : history.rows()) {
      rows.put(row.migration().version(), row);
    }
    List<Entry> entries = new ArrayList<>();
    for (int v = 1; v <= registry.currentVersion(); v++) {
      MigrationDefinition migration = registry.migration(v);
      State state = v <= stored ? State.APPLIED : State.PENDING;
      entries.add(
          new Entry(
              v,
              migration.name(),
              migration.strategy(),
              migration.destructive(),
              migration.reversible(),
              state,
              state == State.APPLIED ? appliedAt(rows.get(v)) : Optional.empty()));
    }
    for (HistoryRow row : history.rows()) {
      int version = row.migration().version();
      if (version > registry.currentVersion() && version <= stored) {
        entries.add(unknown(row));
      }
    }
    return new MigrationStatus(stored, registry.currentVersion(), entries);
  }

  static List<AppliedMigration> applied(History history) {
    List<AppliedMigration> applied = new ArrayList<>();
    for (HistoryRow row : history.rows()) {
      applied.add(row.migration());
    }
    return applied;
  }

  private static Entry unknown(HistoryRow row) {
    Strategy strategy = row.strategy();
    return new Entry(
        row.migration().version(),
        row.migration().name(),
        strategy,
        row.destructive(),
        row.reversible(),
        State.UNKNOWN,
        appliedAt(row));
  }

  private static Optional<Instant> appliedAt(HistoryRow row) {
    return row == null ? Optional.empty() : Optional.of(row.migration().appliedAt());
  }
}
