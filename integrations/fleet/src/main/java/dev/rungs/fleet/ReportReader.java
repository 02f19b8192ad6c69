package dev.rungs.fleet;

import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.fleet.FleetReport.Kind;
import dev.rungs.fleet.FleetReport.Times;
import dev.rungs.fleet.FleetReport.Verb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts what a journal says of a run. */
final class ReportReader {
  private final Journal journal;
  private final long run;

  ReportReader(Journal journal, long run) {
    this.journal = journal;
    this.run = run;
  }

  /** Finds the last run of a kind. */
  static OptionalLong lastRun(Journal journal, Verb verb) {
    return journal
        .query(
            "SELECT id FROM run WHERE verb = ? ORDER BY id DESC LIMIT 1",
            row -> row.getLong(1),
            verb.word())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  RunSummary read() {
    return journal.query("SELECT * FROM run WHERE id = ?", this::read, run).get(0);
  }

  private RunSummary read(ResultSet row) throws SQLException {
    Verb verb = Verb.valueOf(row.getString("verb").toUpperCase(Locale.ROOT));
    Ending ending = ending(row);
    Map<FileOutcome.State, Long> counts = counts();
    return new RunSummary(
        verb,
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("schema_name"),
        row.getInt("target"),
        row.getString("shard"),
        row.getInt("workers"),
        Instant.parse(row.getString("started_at")),
        Duration.ofMillis(row.getLong("millis")),
        ending,
        Optional.ofNullable(row.getString("why"))
            .or(
                () ->
                    ending == Ending.KILLED
                        ? Optional.of("Its process ended in the middle.")
                        : Optional.empty()),
        row.getObject("continues") != null,
        counts,
        versions("from_version"),
        versions("to_version"),
        unknownVersion(),
        failureGroups(),
        times(verb, counts));
  }

  private static Ending ending(ResultSet row) throws SQLException {
    String ending = row.getString("ending");
    if (ending != null) {
      return Ending.valueOf(ending.toUpperCase(Locale.ROOT));
    }
    return ThisProcess.isAlive(
            row.getString("host"),
            row.getLong("pid"),
            row.getString("process_started"),
            row.getString("seen_at"))
        ? Ending.RUNNING
        : Ending.KILLED;
  }

  private Map<FileOutcome.State, Long> counts() {
    Map<FileOutcome.State, Long> counts = new EnumMap<>(FileOutcome.State.class);
    for (FileOutcome.State state : FileOutcome.State.values()) {
      counts.put(state, 0L);
    }
    journal.query(
        "SELECT state, count(*) FROM file WHERE run = ? GROUP BY state",
        row -> counts.merge(Outcomes.state(row.getString(1)), row.getLong(2), Long::sum),
        run);
    return Collections.unmodifiableMap(counts);
  }

  private Map<Integer, Long> versions(String column) {
    TreeMap<Integer, Long> versions = new TreeMap<>();
    journal.query(
        "SELECT "
            + column
            + ", count(*) FROM file WHERE run = ? AND state NOT IN ('queued', 'waiting') AND "
            + column
            + " IS NOT NULL GROUP BY 1",
        row -> versions.put(row.getInt(1), row.getLong(2)),
        run);
    return Collections.unmodifiableMap(versions);
  }

  private long unknownVersion() {
    return journal
        .query(
            "SELECT count(*) FROM file WHERE run = ? AND state = 'failed' AND from_version IS NULL",
            row -> row.getLong(1),
            run)
        .get(0);
  }

  private List<FailureGroup> failureGroups() {
    return journal.query(
        "SELECT cause, version, name, count(*) AS files FROM file WHERE run = ?"
            + " AND state = 'failed' GROUP BY cause, version, name"
            + " ORDER BY files DESC, cause, version",
        row ->
            new FailureGroup(
                Outcomes.cause(row.getString("cause")),
                Outcomes.optional(row, "version"),
                Optional.ofNullable(row.getString("name")),
                row.getLong("files")),
        run);
  }

  private Optional<Times> times(Verb verb, Map<FileOutcome.State, Long> counts) {
    FileOutcome.State worked =
        switch (verb) {
          case REHEARSE -> FileOutcome.State.REHEARSED;
          case MIGRATE -> FileOutcome.State.MIGRATED;
          case STATUS, PLAN -> null;
        };
    long many = worked == null ? 0 : counts.get(worked);
    return many == 0
        ? Optional.empty()
        : Optional.of(
            new Times(
                time(worked, (many - 1) / 2),
                time(worked, Math.min(many - 1, many * 95 / 100)),
                time(worked, many - 1)));
  }

  private Duration time(FileOutcome.State state, long position) {
    return journal
        .query(
            "SELECT micros FROM file WHERE run = ? AND state = ? ORDER BY micros LIMIT 1 OFFSET ?",
            row -> Duration.ofNanos(row.getLong(1) * 1000),
            run,
            state.word(),
            position)
        .get(0);
  }
}
