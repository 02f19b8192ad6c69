package dev.rungs.fleet;

import dev.rungs.runtime.Registry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run in a journal, from its beginning to its end, and which databases it is about. It writes
 * rows of its own only, but for taking over what a run did that it continues.
 *
 * <p>Safe for use by several threads.
 */
final class JournalRun {
  private static final int INSERTS_IN_TRANSACTION = 5_000;

  private final Journal journal;
  private final long id;
  private PreparedStatement insert;
  private int inserts;

  private JournalRun(Journal journal, long id) {
    this.journal = journal;
    this.id = id;
  }

  /** Begins a run; one that was killed or stopped before is continued. */
  static JournalRun begin(
      Journal journal,
      FleetReport.Verb verb,
      FleetReport.Kind kind,
      Registry registry,
      Shard shard,
      int workers) {
    return new JournalRun(journal, insertRun(journal, verb, kind, registry, shard, workers));
  }

  private static long insertRun(
      Journal journal,
      FleetReport.Verb verb,
      FleetReport.Kind kind,
      Registry registry,
      Shard shard,
      int workers) {
    return journal.transaction(
        connection -> {
          noteTheDead(connection);
          prune(connection, verb);
          Instant now = Instant.now();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  INSERT INTO run (verb, kind, schema_name, target, shard, workers, host, pid,
                      process_started, started_at, seen_at, continues)
                  VALUES (?1, ?10, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9,
                      (SELECT id FROM run WHERE verb = ?1 AND schema_name = ?2 AND target = ?3
                       AND shard = ?4 AND kind = ?10 AND ending IN ('stopped', 'cancelled', 'killed')
                       AND id = (SELECT max(id) FROM run WHERE verb = ?1 AND ended_at IS NOT NULL)))
                  """)) {
            statement.setString(1, verb.word());
            statement.setString(2, registry.schemaName());
            statement.setInt(3, registry.currentVersion());
            statement.setString(4, shard.index() + "/" + shard.count());
            statement.setInt(5, workers);
            statement.setString(6, ThisProcess.HOST);
            statement.setLong(7, ThisProcess.PID);
            statement.setString(8, ThisProcess.STARTED);
            statement.setString(9, now.toString());
            statement.setString(10, kind.word());
            statement.executeUpdate();
          }
          return Journal.number(connection, "SELECT last_insert_rowid()");
        });
  }

  /** A run whose process is gone was killed; it said nothing of its end. */
  private static void noteTheDead(Connection connection) throws SQLException {
    List<Long> dead = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, host, pid, process_started, seen_at FROM run"
                    + " WHERE ended_at IS NULL")) {
      while (rows.next()) {
        if (!ThisProcess.isAlive(
            rows.getString(2), rows.getLong(3), rows.getString(4), rows.getString(5))) {
          dead.add(rows.getLong(1));
        }
      }
    }
    for (long run : dead) {
      Journal.execute(
          connection,
          "UPDATE run SET ended_at = seen_at, ending = 'killed',"
              + " why = 'Its process ended in the middle.' WHERE id = "
              + run);
    }
  }

  /** The journal is a record of the last run of each kind, not of all. */
  private static void prune(Connection connection, FleetReport.Verb verb) throws SQLException {
    Journal.execute(
        connection,
        "DELETE FROM file WHERE run IN (SELECT id FROM run WHERE verb = '"
            + verb.word()
            + "' AND ended_at IS NOT NULL AND id < (SELECT max(id) FROM run WHERE verb = '"
            + verb.word()
            + "' AND ended_at IS NOT NULL))");
  }

  long id() {
    return id;
  }

  /** The queue of its databases. */
  JournalQueue queue() {
    return new JournalQueue(journal, id);
  }

  /**
   * Adds a database to the queue; twice the same is once.
   *
   * @param hash by which the canaries are chosen
   * @param rank by which it is sorted into the queue
   */
  void add(String name, long hash, long rank) {
    journal.work(
        connection -> {
          if (inserts == 0) {
            Journal.execute(connection, "BEGIN IMMEDIATE");
          }
          if (insert == null) {
            insert =
                connection.prepareStatement(
                    "INSERT OR IGNORE INTO file (run, path, turn, rank, hash, state)"
                        + " VALUES (?, ?, "
                        + JournalQueue.OTHERS
                        + ", ?, ?, '"
                        + JournalQueue.QUEUED
                        + "')");
          }
          insert.setLong(1, id);
          insert.setString(2, name);
          insert.setLong(3, rank);
          insert.setLong(4, hash);
          insert.executeUpdate();
          inserts++;
          if (inserts == INSERTS_IN_TRANSACTION) {
            commitInserts(connection);
          }
          return inserts;
        });
  }

  /** Adds what has a name that cannot be written down, as a failure. */
  void addUnusable(String name) {
    journal.update(
        "INSERT OR IGNORE INTO file (run, path, turn, rank, hash, state, cause, problem, advice)"
            + " VALUES (?, ?, "
            + JournalQueue.OTHERS
            + ", 0, 0, 'failed', ?, ?, ?)",
        id,
        name,
        FailureCause.UNREADABLE.word(),
        "The name of " + name + " cannot be written in the character set of this process.",
        "Run in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
  }

  private void commitInserts(Connection connection) throws SQLException {
    if (inserts > 0) {
      Journal.execute(connection, "COMMIT");
      inserts = 0;
    }
  }

  /**
   * All databases were added. Takes over what the continued run has done, and chooses the canaries.
   *
   * @return how many there are
   */
  long queued(double canaryShare) {
    journal.work(
        connection -> {
          commitInserts(connection);
          return id;
        });
    return journal.transaction(
        connection -> {
          long continued =
              Journal.number(connection, "SELECT coalesce(continues, 0) FROM run WHERE id = " + id);
          if (continued != 0) {
            takeOver(connection, continued);
          }
          long all = Journal.number(connection, "SELECT count(*) FROM file WHERE run = " + id);
          long canaries = canaryShare == 0 ? 0 : (long) Math.ceil(canaryShare * all);
          if (canaries > 0 && all > 0) {
            Journal.execute(
                connection,
                "UPDATE file SET turn = "
                    + JournalQueue.CANARIES
                    + " WHERE id IN (SELECT id FROM file WHERE run = "
                    + id
                    + " ORDER BY hash LIMIT "
                    + canaries
                    + ")");
          }
          return all;
        });
  }

  /** What was not reached goes first, then what failed, and last a look at what was done. */
  private void takeOver(Connection connection, long continued) throws SQLException {
    Journal.execute(
        connection,
        """
        UPDATE file SET
          was = CASE WHEN before.state IN ('queued', 'waiting') THEN before.was
              ELSE before.state END,
          turn = CASE
              WHEN before.state = 'failed' THEN %d
              WHEN before.state IN ('migrated', 'rehearsed')
                  OR before.was IN ('migrated', 'rehearsed') THEN %d
              ELSE file.turn END,
          from_version = before.from_version, to_version = before.to_version,
          micros = before.micros, backup = before.backup,
          size = before.size, modified = before.modified
        FROM file AS before
        WHERE file.run = %d AND before.run = %d AND before.path = file.path
        """
            .formatted(JournalQueue.FAILED_BEFORE, JournalQueue.DONE_BEFORE, id, continued));
    Journal.execute(connection, "DELETE FROM file WHERE run = " + continued);
  }

  /** Says that the run is still alive. */
  void seen(Duration elapsed) {
    journal.update(
        "UPDATE run SET seen_at = ?, millis = ? WHERE id = ?",
        Instant.now().toString(),
        elapsed.toMillis(),
        id);
  }

  /** Ends the run. */
  void end(FleetReport.Ending ending, String why, Duration elapsed) {
    journal.work(
        connection -> {
          commitInserts(connection);
          return id;
        });
    journal.update(
        "UPDATE run SET ended_at = ?1, seen_at = ?1, ending = ?2, why = ?3, millis = ?4"
            + " WHERE id = ?5",
        Instant.now().toString(),
        ending.word(),
        why,
        elapsed.toMillis(),
        id);
  }
}
