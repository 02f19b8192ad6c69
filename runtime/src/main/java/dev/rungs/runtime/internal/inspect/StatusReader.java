package dev.rungs.runtime.internal.inspect;

import static dev.rungs.runtime.internal.errors.ExceptionFactory.exceptions;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.MigrationStatus.Entry;
import dev.rungs.runtime.MigrationStatus.State;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryCheck;
import dev.rungs.runtime.internal.plan.HistoryRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what a registry has beside what a file has. */
public final class StatusReader {
  private final HardenedConnection opened;
  private final ErrorContext about;

  /** A reader of one database. */
  public StatusReader(HardenedConnection opened, ErrorContext about) {
    this.opened = opened;
    this.about = about;
  }

  /** Returns the status of a file that does not exist. */
  public static MigrationStatus ofNoFile(Registry registry) {
    return status(registry, 0, History.NONE);
  }

  /** Returns where the file stands. */
  public MigrationStatus status(Registry registry) throws SQLException {
    History history = readable();
    return status(registry, Stamp.of(opened.connection()).version(), history);
  }

  /** Returns the rows of history, by version. */
  public List<AppliedMigration> history() throws SQLException {
    List<AppliedMigration> applied = new ArrayList<>();
    for (HistoryRow row : readable().rows()) {
      applied.add(row.migration());
    }
    return applied;
  }

  private History readable() throws SQLException {
    History history = HistoryReader.read(opened.connection());
    if (history.defect() != null) {
      throw exceptions()
          .historyMismatch(
              about
                  .problem(about + " has no history that Rungs can read. " + history.defect())
                  .advice("Restore the file from a backup."),
              0);
    }
    return history;
  }

  private static MigrationStatus status(Registry registry, int stored, History history) {
    Map<Integer, HistoryRow> rows = new HashMap<>();
    for (HistoryRow row : history.rows()) {
      rows.put(row.migration().version(), row);
    }
    Map<Integer, HistoryRow> compared = new HashMap<>();
    HistoryCheck.comparable(history, registry)
        .filter(row -> row.schema().equals(registry.schemaName()))
        .forEach(row -> compared.put(row.migration().version(), row));
    List<Entry> entries = new ArrayList<>();
    for (int v = registry.baseline(); v <= registry.currentVersion(); v++) {
      MigrationDefinition migration = registry.migration(v);
      boolean applied = v <= stored;
      Optional<HistoryRow> row = Optional.ofNullable(applied ? compared.get(v) : null);
      entries.add(
          new Entry(
              v,
              migration.name(),
              migration.strategy(),
              migration.destructive(),
              migration.reversible(),
              applied ? State.APPLIED : State.PENDING,
              applied ? appliedAt(rows.get(v)) : Optional.empty(),
              row.isPresent() && HistoryCheck.isEdited(row.get(), registry),
              row.map(known -> known.migration().name())
                  .filter(name -> !name.equals(migration.name()))));
    }
    for (HistoryRow row : history.rows()) {
      int version = row.migration().version();
      if (version > registry.currentVersion() && version <= stored) {
        entries.add(unknown(row));
      }
    }
    return new MigrationStatus(stored, registry.currentVersion(), entries);
  }

  /**
   * Tells whether the file was wiped and its content is still missing: in the header, found without
   * reading the schema, or else in history. A program that writes its application_id at every start
   * removes the mark in the header.
   */
  public static boolean awaitsContent(Connection connection) throws SQLException {
    return Stamp.of(connection).awaitsContent() || HistoryReader.read(connection).awaitsContent();
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
        appliedAt(row),
        false,
        Optional.empty());
  }

  private static Optional<Instant> appliedAt(HistoryRow row) {
    return row == null ? Optional.empty() : Optional.of(row.migration().appliedAt());
  }
}
