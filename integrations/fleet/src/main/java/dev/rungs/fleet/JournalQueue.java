package dev.rungs.fleet;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.OptionalInt;

/**
 * The databases of one run that are still to be worked on, and what became of each. Safe for use by
 * several threads.
 */
final class JournalQueue {
  static final String QUEUED = "queued";
  static final String WAITING = "waiting";

  /** The first of the turns in which databases are taken. */
  static final int CANARIES = 0;

  static final int OTHERS = 1;
  static final int FAILED_BEFORE = 2;
  static final int DONE_BEFORE = 3;

  private static final int PAGE = 256;

  private final Journal journal;
  private final long run;
  private PreparedStatement settle;

  JournalQueue(Journal journal, long run) {
    this.journal = journal;
    this.run = run;
  }

  /** A database in the queue. */
  record Entry(
      long id, String name, int turn, long rank, String was, long busySince, FileStamp stamp) {}

  /** By which it is seen whether a file was changed since. */
  record FileStamp(long size, long modified) {}

  /** The next of the queue after a given one, or from its head. */
  List<Entry> next(boolean canaries, Entry after) {
    return entries(
        QUEUED,
        "turn "
            + (canaries ? "= " : "> ")
            + CANARIES
            + " AND (turn, rank, id) > (?, ?, ?) ORDER BY turn, rank, id",
        after == null ? -1 : after.turn(),
        after == null ? -1 : after.rank(),
        after == null ? -1 : after.id());
  }

  /** The next of those that were in use. */
  List<Entry> waiting(long afterId) {
    return entries(WAITING, "id > ? ORDER BY id", afterId);
  }

  private List<Entry> entries(String state, String condition, Object... values) {
    return journal.query(
        "SELECT id, path, turn, rank, was, busy_since, size, modified FROM file WHERE run = "
            + run
            + " AND state = '"
            + state
            + "' AND "
            + condition
            + " LIMIT "
            + PAGE,
        row ->
            new Entry(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getLong(4),
                row.getString(5),
                row.getLong(6),
                new FileStamp(row.getLong(7), row.getLong(8))),
        values);
  }

  /** Puts one that is in use at the end of the queue. */
  void postpone(Entry entry) {
    journal.update(
        "UPDATE file SET state = ?, busy_since = coalesce(busy_since, ?) WHERE id = ?",
        WAITING,
        System.currentTimeMillis(),
        entry.id());
  }

  /**
   * Writes what became of one. What the run that is continued did stays its outcome, if now nothing
   * was left to do.
   */
  void settle(Entry entry, FileOutcome outcome, FileStamp stamp) {
    boolean doneBefore =
        outcome.state() == FileOutcome.State.CURRENT
            && FileOutcome.State.MIGRATED.word().equals(entry.was());
    if (doneBefore) {
      keep(entry);
      return;
    }
    journal.work(
        connection -> {
          if (settle == null) {
            settle =
                connection.prepareStatement(
                    """
                    UPDATE file SET state = ?, from_version = ?, to_version = ?, cause = ?,
                        problem = ?, advice = ?, version = ?, name = ?, statement = ?, rows = ?,
                        backup = ?, micros = ?, size = ?, modified = ? WHERE id = ?
                    """);
          }
          FileFailure failure = outcome.failure().orElse(null);
          settle.setString(1, outcome.state().word());
          set(settle, 2, outcome.fromVersion());
          set(settle, 3, outcome.toVersion());
          settle.setString(4, failure == null ? null : failure.cause().word());
          settle.setString(5, failure == null ? null : failure.problem());
          settle.setString(6, failure == null ? null : failure.advice());
          set(settle, 7, failure == null ? OptionalInt.empty() : failure.version());
          settle.setString(8, failure == null ? null : failure.name().orElse(null));
          settle.setString(9, failure == null ? null : failure.statement().orElse(null));
          settle.setString(
              10, failure == null ? null : "[" + String.join(",", failure.rows()) + "]");
          settle.setString(11, outcome.backup().map(Path::toString).orElse(null));
          settle.setLong(12, outcome.duration().toNanos() / 1000);
          settle.setLong(13, stamp.size());
          settle.setLong(14, stamp.modified());
          settle.setLong(15, entry.id());
          return settle.executeUpdate();
        });
  }

  /** Leaves one at the outcome that the continued run had. */
  void keep(Entry entry) {
    journal.update("UPDATE file SET state = was WHERE id = ?", entry.id());
  }

  private static void set(PreparedStatement statement, int index, OptionalInt value)
      throws SQLException {
    if (value.isPresent()) {
      statement.setInt(index, value.getAsInt());
    } else {
      statement.setNull(index, Types.INTEGER);
    }
  }
}
