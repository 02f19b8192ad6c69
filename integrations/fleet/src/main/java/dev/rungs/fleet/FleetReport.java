package dev.rungs.fleet;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
    /** It stopped after failures, of canaries or too many; or a shard of several is missing. */
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

  /** What a fleet consists of. */
  public enum Kind {
    /** Database files. */
    FILES,
    /** Databases that are reached in another way, as namespaces of a server. */
    DATABASES;

    /**
     * Returns the word that reports and JSON use.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what one of them is called.
     *
     * @return {@code file} or {@code database}; the plural takes an s
     */
    public String noun() {
      return this == FILES ? "file" : "database";
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

  private final Journal journal;
  private final long run;
  private final RunSummary summary;

  private FleetReport(Journal journal, long run) {
    this.journal = journal;
    this.run = run;
    this.summary = new ReportReader(journal, run).read();
  }

  static FleetReport of(Journal journal, long run) {
    return new FleetReport(journal, run);
  }

  static Optional<FleetReport> lastRun(Path file, Verb verb) {
    Journal journal = Journal.existing(file);
    try {
      OptionalLong last = ReportReader.lastRun(journal, verb);
      if (last.isPresent()) {
        return Optional.of(new FleetReport(journal, last.getAsLong()));
      }
      journal.close();
      return Optional.empty();
    } catch (FleetException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * Returns what the run did.
   *
   * @return the verb
   */
  public Verb verb() {
    return summary.verb();
  }

  /**
   * Returns what the fleet consists of.
   *
   * @return files, or databases that are reached in another way
   */
  public Kind kind() {
    return summary.kind();
  }

  /**
   * Returns the schema of the files.
   *
   * @return the registry's schema name
   */
  public String schemaName() {
    return summary.schemaName();
  }

  /**
   * Returns the version that files are brought to.
   *
   * @return the registry's current version
   */
  public int targetVersion() {
    return summary.targetVersion();
  }

  /**
   * Returns which part of the files the run covered.
   *
   * @return index and count, as in {@code 0/8}; {@code 0/1} for all; of a merged report that lacks
   *     shards those that it has, as in {@code 0,1,5/8}
   */
  public String shard() {
    return summary.shard();
  }

  /**
   * Returns how many files were processed at the same time.
   *
   * @return 1 or more
   */
  public int workers() {
    return summary.workers();
  }

  /**
   * Returns when the run began.
   *
   * @return a time
   */
  public Instant startedAt() {
    return summary.startedAt();
  }

  /**
   * Returns how long the run took, without finding the files.
   *
   * @return of a run that is continued, only its own time
   */
  public Duration duration() {
    return summary.duration();
  }

  /**
   * Returns how the run ended.
   *
   * @return {@link Ending#COMPLETED} also if files failed
   */
  public Ending ending() {
    return summary.ending();
  }

  /**
   * Returns why the run ended before all files were done.
   *
   * @return a sentence; empty for a run that completed
   */
  public Optional<String> reason() {
    return summary.reason();
  }

  /**
   * Tells whether the run continues one that was killed or stopped. What the earlier run did is
   * then part of this report.
   *
   * @return true if it continues one
   */
  public boolean isContinued() {
    return summary.continued();
  }

  /**
   * Returns how many files the run covers.
   *
   * @return those of its shard
   */
  public long files() {
    return summary.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how many files ended in a state.
   *
   * @param state the state
   * @return 0 or more
   */
  public long count(FileOutcome.State state) {
    return summary.counts().get(state);
  }

  /**
   * Returns how many files had each version before the run, as far as it got.
   *
   * @return counts by version; {@link #unknownVersion} files are not in it
   */
  public Map<Integer, Long> versionsBefore() {
    return summary.before();
  }

  /**
   * Returns how many files have each version after the run, or would have it.
   *
   * @return counts by version; {@link #unknownVersion} files are not in it
   */
  public Map<Integer, Long> versionsAfter() {
    return summary.after();
  }

  /**
   * Returns how many files failed whose version could not be read.
   *
   * @return 0 or more
   */
  public long unknownVersion() {
    return summary.unknownVersion();
  }

  /**
   * Returns why files failed.
   *
   * @return the most frequent first
   */
  public List<FailureGroup> failureGroups() {
    return summary.failureGroups();
  }

  /**
   * Returns how long the migrated or rehearsed files took.
   *
   * @return empty if none was
   */
  public Optional<Times> times() {
    return summary.times();
  }

  /**
   * Tells whether nothing is left to do: every file was reached, and none failed or is pending.
   *
   * @return true if so
   */
  public boolean isEverythingCurrent() {
    return summary.ending() != Ending.STOPPED
        && count(FileOutcome.State.CURRENT) + count(FileOutcome.State.MIGRATED) == files();
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
        Outcomes::read,
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
    return Outcomes.stream(journal, run, condition, values);
  }

  /** Deletes the journal if it is a temporary one. */
  @Override
  public void close() {
    journal.close();
  }
}
