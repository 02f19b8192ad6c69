package dev.rungs.fleet;

import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.fleet.FleetReport.Verb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the last runs of several journals, as of the shards of one fleet, into one temporary
 * journal, which is then reported on as any other. Rows go from file to file, so memory does not
 * grow with their number.
 */
final class MergedRuns {
  private static final int RUN = 1;

  /** All but {@code id}, {@code run} and {@code path}, in any order. */
  private static final String COLUMNS =
      "turn, rank, hash, state, was, busy_since, from_version, to_version, cause, problem, advice,"
          + " version, name, statement, rows, backup, micros, size, modified";

  private final List<Part> parts = new ArrayList<>();

  private MergedRuns() {}

  /** One journal and its last run. */
  private record Part(Path journal, long run, String host, RunSummary summary) {
    int index() {
      return Integer.parseInt(summary.shard().substring(0, summary.shard().indexOf('/')));
    }

    int count() {
      return Integer.parseInt(summary.shard().substring(summary.shard().indexOf('/') + 1));
    }
  }

  /** Reads all journals; the report has a journal of its own, which closing it deletes. */
  static FleetReport of(List<Path> journals, Verb verb) {
    if (journals.isEmpty()) {
      throw new IllegalArgumentException("No journal was named.");
    }
    MergedRuns runs = new MergedRuns();
    Set<Path> different = new LinkedHashSet<>();
    journals.forEach(journal -> different.add(journal.toAbsolutePath().normalize()));
    for (Path journal : different) {
      runs.parts.add(read(journal, verb));
    }
    runs.requireOneFleet();
    // Of a file that is in several, the last word counts.
    runs.parts.sort(Comparator.comparing(part -> part.summary().startedAt()));
    Journal merged = Journal.temporary();
    try {
      merged.work(
          connection -> {
            runs.writeRun(connection);
            runs.copyFiles(connection);
            return RUN;
          });
      return FleetReport.of(merged, RUN);
    } catch (RuntimeException e) {
      merged.close();
      throw e;
    }
  }

  private static Part read(Path file, Verb verb) {
    try (Journal journal = Journal.existing(file)) {
      OptionalLong last = ReportReader.lastRun(journal, verb);
      if (last.isEmpty()) {
        throw new FleetException(
            "The journal " + file + " records no run of the kind '" + verb.word() + "'.", null);
      }
      long run = last.getAsLong();
      String host =
          journal.query("SELECT host FROM run WHERE id = ?", row -> row.getString(1), run).get(0);
      return new Part(file, run, host, new ReportReader(journal, run).read());
    }
  }

  private void requireOneFleet() {
    Part first = parts.get(0);
    for (Part other : parts) {
      if (!describe(other).equals(describe(first))) {
        throw new FleetException(
            "These journals are not of one fleet: "
                + first.journal()
                + " is of "
                + describe(first)
                + ", "
                + other.journal()
                + " of "
                + describe(other)
                + ".",
            null);
      }
    }
  }

  private static String describe(Part part) {
    RunSummary summary = part.summary();
    return summary.kind().word()
        + " of "
        + summary.schemaName()
        + " at version "
        + summary.targetVersion();
  }

  private void writeRun(Connection connection) throws SQLException {
    RunSummary first = parts.get(0).summary();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO run (id, verb, kind, schema_name, target, shard, workers, host, pid,
                process_started, started_at, seen_at, ended_at, ending, why, millis)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, '', ?9, ?10, ?10, ?11, ?12, ?13)
            """)) {
      insert.setInt(1, RUN);
      insert.setString(2, first.verb().word());
      insert.setString(3, first.kind().word());
      insert.setString(4, first.schemaName());
      insert.setInt(5, first.targetVersion());
      insert.setString(6, shards());
      insert.setInt(7, parts.stream().mapToInt(part -> part.summary().workers()).sum());
      insert.setString(8, ThisProcess.HOST);
      // The earliest: parts are sorted by it.
      insert.setString(9, first.startedAt().toString());
      insert.setString(10, Instant.now().toString());
      insert.setString(11, ending().word());
      insert.setString(12, reason());
      insert.setLong(
          13,
          parts.stream()
              .map(part -> part.summary().duration())
              .max(Comparator.naturalOrder())
              .orElse(Duration.ZERO)
              .toMillis());
      insert.executeUpdate();
    }
  }

  /** Which shards of how many; {@code 0/1} if none is missing. */
  private String shards() {
    if (counts().size() > 1) {
      return parts.stream().map(part -> part.summary().shard()).collect(Collectors.joining(" "));
    }
    return missing().isEmpty()
        ? "0/1"
        : parts.stream()
                .map(Part::index)
                .sorted()
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(","))
            + "/"
            + parts.get(0).count();
  }

  private Set<Integer> counts() {
    return parts.stream().map(Part::count).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Integer> missing() {
    Set<Integer> missing =
        IntStream.range(0, parts.get(0).count())
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    parts.forEach(part -> missing.remove(part.index()));
    return missing;
  }

  /** The worst of all: what is still running may yet become better, what was killed not. */
  private Ending ending() {
    Set<Ending> endings =
        parts.stream().map(part -> part.summary().ending()).collect(Collectors.toSet());
    for (Ending worst : List.of(Ending.RUNNING, Ending.KILLED, Ending.CANCELLED)) {
      if (endings.contains(worst)) {
        return worst;
      }
    }
    return endings.contains(Ending.STOPPED) || counts().size() > 1 || !missing().isEmpty()
        ? Ending.STOPPED
        : Ending.COMPLETED;
  }

  private String reason() {
    List<String> reasons = new ArrayList<>();
    if (counts().size() > 1) {
      reasons.add(
          "The journals are of different numbers of shards, so it cannot be told whether one is"
              + " missing.");
    } else if (!missing().isEmpty()) {
      reasons.add(
          "There is no journal of shard "
              + missing().stream().map(Object::toString).collect(Collectors.joining(", "))
              + " of "
              + parts.get(0).count()
              + ".");
    }
    for (Part part : parts) {
      part.summary()
          .reason()
          .ifPresent(why -> reasons.add("Shard " + part.summary().shard() + ": " + why));
    }
    return reasons.isEmpty() ? null : String.join(" ", reasons);
  }

  private void copyFiles(Connection connection) throws SQLException {
    Journal.execute(
        connection, "CREATE TEMP TABLE origin (path TEXT PRIMARY KEY, host TEXT) WITHOUT ROWID");
    for (Part part : parts) {
      run(connection, "ATTACH ? AS part", part.journal().toString());
      try {
        // The same path on two hosts may be two files, so both stay.
        run(
            connection,
            "INSERT OR REPLACE INTO main.file (run, path, "
                + COLUMNS
                + ") SELECT ?1, CASE WHEN o.host IS NULL OR o.host = ?2 THEN f.path"
                + " ELSE f.path || ' [' || ?2 || ']' END, "
                + "f."
                + COLUMNS.replace(", ", ", f.")
                + " FROM part.file f LEFT JOIN temp.origin o ON o.path = f.path WHERE f.run = ?3",
            RUN,
            part.host(),
            part.run());
        run(
            connection,
            "INSERT OR IGNORE INTO temp.origin SELECT path, ? FROM part.file WHERE run = ?",
            part.host(),
            part.run());
      } finally {
        Journal.execute(connection, "DETACH part");
      }
    }
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, Objects.requireNonNull(values[i]));
      }
      statement.executeUpdate();
    }
  }
}
