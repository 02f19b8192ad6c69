package dev.rungs.fleet;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a run over a fleet found or did.
 *
 * <p>Counts are in memory; single files are read from the journal on request, so the report of a
 * million files is small. Close it when it is no longer needed: that deletes a temporary journal,
 * and leaves one that was named.
 *
 * <p>Safe for use by several threads.
 */
public final class FleetReport implements AutoCloseable {
  /** What a run did. */
  public enum Verb {
    /** Read the versions. */
    STATUS,
    /** Decided what would be done. */
    PLAN,
    /** Migrated copies. */
    REHEARSE,
    /** Migrated the files. */
    MIGRATE;

    /**
     * Returns the word that reports and JSON use.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a run ended. */
  public enum Ending {
    /** It has not ended. */
    RUNNING,
    /** It went through all files. */
    COMPLETED,
    /** It stopped after failures, of canaries or too many. */
    STOPPED,
    /** It was interrupted. */
    CANCELLED,
    /** Its process ended in the middle. */
    KILLED;

    /**
     * Returns the word that reports and JSON use.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How long single files took.
   *
   * @param median half of the files took at most this long
   * @param most 95 of 100 files took at most this long
   * @param longest how long the slowest file took
   */
  public record Times(Duration median, Duration most, Duration longest) {}

  private static final int PAGE = 1_000;

  private final Journal journal;
  private final long run;
  private final Verb verb;
  private final String schemaName;
  private final int targetVersion;
  private final String shard;
  private final int workers;
  private final Instant startedAt;
  private final Ending ending;
  private final String reason;
  private final boolean continued;
  private final Duration duration;
  private final Map<FileOutcome.State, Long> counts = new EnumMap<>(FileOutcome.State.class);
  private final TreeMap<Integer, Long> before = new TreeMap<>();
  private final TreeMap<Integer, Long> after = new TreeMap<>();
  private final long unknownVersion;
  private final List<FailureGroup> failureGroups;
  private final Times times;

  private FleetReport(Journal journal, long run, ResultSet row) throws SQLException {
    this.journal = journal;
    this.run = run;
    this.verb = Verb.valueOf(row.getString("verb").toUpperCase(Locale.ROOT));
    this.schemaName = row.getString("schema_name");
    this.targetVersion = row.getInt("target");
    this.shard = row.getString("shard");
    this.workers = row.getInt("workers");
    this.startedAt = Instant.parse(row.getString("started_at"));
    this.ending = ending(row);
    this.reason =
        ending == Ending.KILLED ? "Its process ended in the middle." : row.getString("why");
    this.continued = row.getObject("continues") != null;
    this.duration = Duration.ofMillis(row.getLong("millis"));
    for (FileOutcome.State state : FileOutcome.State.values()) {
      counts.put(state, 0L);
    }
    journal.query(
        "SELECT state, count(*) FROM file WHERE run = ? GROUP BY state",
        counted -> counts.merge(state(counted.getString(1)), counted.getLong(2), Long::sum),
        run);
    count(before, "from_version");
    count(after, "to_version");
    this.unknownVersion =
        journal
            .query(
                "SELECT count(*) FROM file WHERE run = ? AND state = 'failed'"
                    + " AND from_version IS NULL",
                counted -> counted.getLong(1),
                run)
            .get(0);
    this.failureGroups =
        journal.query(
            "SELECT cause, version, name, count(*) AS files FROM file WHERE run = ?"
                + " AND state = 'failed' GROUP BY cause, version, name"
                + " ORDER BY files DESC, cause, version",
            FleetReport::group,
            run);
    this.times = readTimes();
  }

  static FleetReport of(Journal journal, long run) {
    return journal
        .query("SELECT * FROM run WHERE id = ?", row -> new FleetReport(journal, run, row), run)
        .get(0);
  }

  static Optional<FleetReport> lastRun(Path file, Verb verb) {
    if (!Files.exists(file)) {
      throw new FleetException("There is no journal " + file + ". Check the path.", null);
    }
    Journal journal = Journal.open(file);
    try {
      List<Long> last =
          journal.query(
              "SELECT id FROM run WHERE verb = ? ORDER BY id DESC LIMIT 1",
              row -> row.getLong(1),
              verb.word());
      if (last.isEmpty()) {
        journal.close();
        return Optional.empty();
      }
      return Optional.of(of(journal, last.get(0)));
    } catch (FleetException e) {
      journal.close();
      throw e;
    }
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

  private void count(TreeMap<Integer, Long> versions, String column) {
    journal.query(
        "SELECT "
            + column
            + ", count(*) FROM file WHERE run = ? AND state NOT IN ('queued', 'waiting') AND "
            + column
            + " IS NOT NULL GROUP BY 1",
        row -> versions.put(row.getInt(1), row.getLong(2)),
        run);
  }

  private static FailureGroup group(ResultSet row) throws SQLException {
    return new FailureGroup(
        cause(row.getString("cause")),
        optional(row, "version"),
        Optional.ofNullable(row.getString("name")),
        row.getLong("files"));
  }

  private Times readTimes() {
    String worked = verb == Verb.REHEARSE ? "rehearsed" : verb == Verb.MIGRATE ? "migrated" : null;
    long many =
        worked == null
            ? 0
            : count(
                verb == Verb.MIGRATE ? FileOutcome.State.MIGRATED : FileOutcome.State.REHEARSED);
    return many == 0
        ? null
        : new Times(
            time(worked, (many - 1) / 2),
            time(worked, Math.min(many - 1, many * 95 / 100)),
            time(worked, many - 1));
  }

  private Duration time(String state, long position) {
    return journal
        .query(
            "SELECT micros FROM file WHERE run = ? AND state = ? ORDER BY micros LIMIT 1 OFFSET ?",
            row -> Duration.ofNanos(row.getLong(1) * 1000),
            run,
            state,
            position)
        .get(0);
  }

  /**
   * Returns what the run did.
   *
   * @return the verb
   */
  public Verb verb() {
    return verb;
  }

  /**
   * Returns the schema of the files.
   *
   * @return the registry's schema name
   */
  public String schemaName() {
    return schemaName;
  }

  /**
   * Returns the version that files are brought to.
   *
   * @return the registry's current version
   */
  public int targetVersion() {
    return targetVersion;
  }

  /**
   * Returns which part of the files the run covered.
   *
   * @return index and count, as in {@code 0/8}; {@code 0/1} for all
   */
  public String shard() {
    return shard;
  }

  /**
   * Returns how many files were processed at the same time.
   *
   * @return 1 or more
   */
  public int workers() {
    return workers;
  }

  /**
   * Returns when the run began.
   *
   * @return a time
   */
  public Instant startedAt() {
    return startedAt;
  }

  /**
   * Returns how long the run took, without finding the files.
   *
   * @return of a run that is continued, only its own time
   */
  public Duration duration() {
    return duration;
  }

  /**
   * Returns how the run ended.
   *
   * @return {@link Ending#COMPLETED} also if files failed
   */
  public Ending ending() {
    return ending;
  }

  /**
   * Returns why the run ended before all files were done.
   *
   * @return a sentence; empty for a run that completed
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Tells whether the run continues one that was killed or stopped. What the earlier run did is
   * then part of this report.
   *
   * @return true if it continues one
   */
  public boolean isContinued() {
    return continued;
  }

  /**
   * Returns how many files the run covers.
   *
   * @return those of its shard
   */
  public long files() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how many files ended in a state.
   *
   * @param state the state
   * @return 0 or more
   */
  public long count(FileOutcome.State state) {
    return counts.get(state);
  }

  /**
   * Returns how many files had each version before the run, as far as it got.
   *
   * @return counts by version; {@link #unknownVersion} files are not in it
   */
  public Map<Integer, Long> versionsBefore() {
    return Collections.unmodifiableMap(before);
  }

  /**
   * Returns how many files have each version after the run, or would have it.
   *
   * @return counts by version; {@link #unknownVersion} files are not in it
   */
  public Map<Integer, Long> versionsAfter() {
    return Collections.unmodifiableMap(after);
  }

  /**
   * Returns how many files failed whose version could not be read.
   *
   * @return 0 or more
   */
  public long unknownVersion() {
    return unknownVersion;
  }

  /**
   * Returns why files failed.
   *
   * @return the most frequent first
   */
  public List<FailureGroup> failureGroups() {
    return failureGroups;
  }

  /**
   * Returns how long the migrated or rehearsed files took.
   *
   * @return empty if none was
   */
  public Optional<Times> times() {
    return Optional.ofNullable(times);
  }

  /**
   * Tells whether nothing is left to do: every file was reached, and none failed or is pending.
   *
   * @return true if so
   */
  public boolean isEverythingCurrent() {
    return count(FileOutcome.State.CURRENT) + count(FileOutcome.State.MIGRATED) == files();
  }

  /**
   * Reads the files that failed.
   *
   * @return by path; read from the journal page by page
   */
  public Stream<FileOutcome> failures() {
    return outcomes("state = 'failed'");
  }

  /**
   * Reads the files that failed for one reason.
   *
   * @param group of {@link #failureGroups}
   * @return by path; read from the journal page by page
   */
  public Stream<FileOutcome> failures(FailureGroup group) {
    return outcomes(
        "state = 'failed' AND cause IS ? AND version IS ? AND name IS ?",
        group.cause().word(),
        group.version().isPresent() ? group.version().getAsInt() : null,
        group.name().orElse(null));
  }

  /**
   * Reads all files.
   *
   * @return by path; read from the journal page by page
   */
  public Stream<FileOutcome> outcomes() {
    return outcomes("true");
  }

  /**
   * Reads the files that took longest.
   *
   * @param most how many at most
   * @return the longest first
   */
  public List<FileOutcome> slowest(int most) {
    return journal.query(
        "SELECT * FROM file WHERE run = ? AND state IN ('migrated', 'rehearsed')"
            + " ORDER BY micros DESC LIMIT ?",
        FleetReport::outcome,
        run,
        most);
  }

  /**
   * Writes the report as one JSON document: counts, versions, times, reasons and every failure.
   *
   * @param out is not closed
   * @throws IOException if it cannot be written
   */
  public void writeJson(Writer out) throws IOException {
    new JsonReport(journal, run, this).write(out);
  }

  /**
   * Writes the report as one HTML page that needs nothing else: no script, no other file. Of each
   * cause at most 200 files are listed, and the page says if there are more.
   *
   * @param file is overwritten
   * @throws IOException if it cannot be written
   */
  public void writeHtml(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      new HtmlReport(this, out).write();
    }
  }

  private Stream<FileOutcome> outcomes(String condition, Object... values) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pages(condition, values), Spliterator.ORDERED),
        false);
  }

  /** Reads the next page when the last one is used up, so that nothing stays open in between. */
  private final class Pages implements Iterator<FileOutcome> {
    private final String sql;
    private final Object[] values;
    private List<FileOutcome> page = new ArrayList<>();
    private int position;
    private String last = "";

    Pages(String condition, Object... values) {
      this.sql =
          "SELECT * FROM file WHERE run = ? AND " + condition + " AND path > ? ORDER BY path";
      this.values = Arrays.copyOf(values, values.length + 2);
      System.arraycopy(values, 0, this.values, 1, values.length);
      this.values[0] = run;
    }

    @Override
    public boolean hasNext() {
      if (position == page.size() && last != null) {
        position = 0;
        values[values.length - 1] = last;
        page =
            journal.query(
                sql + " LIMIT " + PAGE,
                row -> {
                  last = row.getString("path");
                  return outcome(row);
                },
                values);
        if (page.size() < PAGE) {
          last = null;
        }
      }
      return position < page.size();
    }

    @Override
    public FileOutcome next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.get(position++);
    }
  }

  private static FileOutcome outcome(ResultSet row) throws SQLException {
    String cause = row.getString("cause");
    Optional<FileFailure> failure =
        cause == null
            ? Optional.empty()
            : Optional.of(
                new FileFailure(
                    cause(cause),
                    row.getString("problem"),
                    row.getString("advice"),
                    optional(row, "version"),
                    Optional.ofNullable(row.getString("name")),
                    Optional.ofNullable(row.getString("statement")),
                    JsonReport.elements(row.getString("rows"))));
    return new FileOutcome(
        Path.of(row.getString("path")),
        state(row.getString("state")),
        optional(row, "from_version"),
        optional(row, "to_version"),
        failure,
        Duration.ofNanos(row.getLong("micros") * 1000),
        Optional.ofNullable(row.getString("backup")).map(Path::of));
  }

  private static FileOutcome.State state(String word) {
    return word.equals("queued") || word.equals("waiting")
        ? FileOutcome.State.NOT_REACHED
        : FileOutcome.State.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static FailureCause cause(String word) {
    return FailureCause.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static OptionalInt optional(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Deletes the journal if it is a temporary one. */
  @Override
  public void close() {
    journal.close();
  }
}
