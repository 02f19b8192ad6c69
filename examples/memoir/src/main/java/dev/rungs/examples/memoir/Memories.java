package dev.rungs.examples.memoir;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Remembers, supersedes, forgets and recalls.
 *
 * <p>The connection must enforce foreign keys. For use by one thread.
 */
final class Memories {
  private static final String LATEST_DECISION_AT =
      """
      SELECT e.winner_pid
        FROM supersession_events e
       WHERE e.loser_pid = m.pid AND e.decided_at <= ?
       ORDER BY e.decided_at DESC, e.id DESC
       LIMIT 1
      """;

  /** What {@link #recallAsOf} asks; its parameters are the time, twice. */
  static final String RECALL_AS_OF =
      "SELECT m.pid, m.body, m.created_at FROM memories m WHERE m.created_at <= ? AND ("
          + LATEST_DECISION_AT
          + ") IS NULL ORDER BY m.created_at, m.id";

  /** What {@link #log} asks. */
  static final String LOG =
      "SELECT loser_pid, winner_pid, decided_at FROM supersession_events"
          + " ORDER BY decided_at DESC, id DESC";

  private final Connection connection;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Memories(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** Keeps a text and returns the name it can be called by. */
  String remember(String body) throws SQLException {
    String pid = HexFormat.of().toHexDigits(random.nextInt());
    write(
        "INSERT INTO memories (pid, body, created_at) VALUES (?, ?, ?)",
        pid,
        body,
        Timestamps.text(clock.instant()));
    return pid;
  }

  /** Decides now that one memory takes the place of another. */
  void supersede(String loser, String winner) throws SQLException {
    decide(loser, winner, clock.instant());
  }

  /** Decides now that a memory stands again. */
  void unsupersede(String loser) throws SQLException {
    decide(loser, null, clock.instant());
  }

  /** Writes a decision down with its own time, which need not be later than those in the log. */
  void decide(String loser, String winner, Instant decidedAt) throws SQLException {
    write(
        "INSERT INTO supersession_events (loser_pid, winner_pid, decided_at) VALUES (?, ?, ?)",
        loser,
        winner,
        Timestamps.text(decidedAt));
  }

  /** Removes a memory for good, with the decisions about it. Returns false if there is none. */
  boolean forget(String pid) throws SQLException {
    return write("DELETE FROM memories WHERE pid = ?", pid) == 1;
  }

  /** What stands now, oldest first: one read of the cache that the trigger keeps. */
  List<Memory> recall() throws SQLException {
    return memories(
        "SELECT pid, body, created_at FROM memories WHERE superseded_by IS NULL"
            + " ORDER BY created_at, id");
  }

  /** What stood at a time, oldest first, by the log. Forgotten memories are not in it. */
  List<Memory> recallAsOf(Instant time) throws SQLException {
    return memories(RECALL_AS_OF, Timestamps.text(time), Timestamps.text(time));
  }

  /** What has superseded a memory, by the cache. */
  Optional<String> supersededBy(String pid) throws SQLException {
    try (PreparedStatement select =
            prepare("SELECT superseded_by FROM memories WHERE pid = ?", pid);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  /** Every decision, newest first. */
  List<Decision> log() throws SQLException {
    List<Decision> decisions = new ArrayList<>();
    try (PreparedStatement select = prepare(LOG);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        decisions.add(
            new Decision(
                row.getString("loser_pid"),
                Optional.ofNullable(row.getString("winner_pid")),
                Timestamps.instant(row.getString("decided_at"))));
      }
    }
    return decisions;
  }

  private List<Memory> memories(String sql, String... values) throws SQLException {
    List<Memory> memories = new ArrayList<>();
    try (PreparedStatement select = prepare(sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        memories.add(
            new Memory(
                row.getString("pid"),
                row.getString("body"),
                Timestamps.instant(row.getString("created_at"))));
      }
    }
    return memories;
  }

  private int write(String sql, String... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, String... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }
}
