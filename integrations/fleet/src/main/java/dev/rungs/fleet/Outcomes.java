package dev.rungs.fleet;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads outcomes from a journal by name. The next page is read when the last one is used up, so
 * that nothing stays open between.
 */
final class Outcomes implements Iterator<FileOutcome> {
  private static final int PAGE = 1_000;

  private final Journal journal;
  private final String sql;
  private final Object[] values;
  private List<FileOutcome> page = new ArrayList<>();
  private int position;
  private String last = "";

  private Outcomes(Journal journal, long run, String condition, Object... values) {
    this.journal = journal;
    this.sql = "SELECT * FROM file WHERE run = ? AND " + condition + " AND path > ? ORDER BY path";
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
                return read(row);
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

  /** Those of a run that a condition holds for, whose parameters are the given values. */
  static Stream<FileOutcome> stream(Journal journal, long run, String condition, Object... values) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Outcomes(journal, run, condition, values), Spliterator.ORDERED),
        false);
  }

  static FileOutcome read(ResultSet row) throws SQLException {
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
        row.getString("path"),
        state(row.getString("state")),
        optional(row, "from_version"),
        optional(row, "to_version"),
        failure,
        Duration.ofNanos(row.getLong("micros") * 1000),
        Optional.ofNullable(row.getString("backup")).map(Path::of));
  }

  static FileOutcome.State state(String word) {
    return word.equals(JournalQueue.QUEUED) || word.equals(JournalQueue.WAITING)
        ? FileOutcome.State.NOT_REACHED
        : FileOutcome.State.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static FailureCause cause(String word) {
    return FailureCause.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static OptionalInt optional(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
