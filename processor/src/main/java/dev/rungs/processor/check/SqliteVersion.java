package dev.rungs.processor.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of SQLite, as 3.45 or 3.45.1. */
record SqliteVersion(int minor, int patch) implements Comparable<SqliteVersion> {
  private static final Pattern FORM = Pattern.compile("3\\.(\\d{1,3})(?:\\.(\\d{1,3}))?");

  /** Reads one; empty if it is none. */
  static Optional<SqliteVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String patch = matcher.group(2);
    return Optional.of(
        new SqliteVersion(
            Integer.parseInt(matcher.group(1)), patch == null ? 0 : Integer.parseInt(patch)));
  }

  boolean isOlderThan(SqliteVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(SqliteVersion other) {
    return minor != other.minor
        ? Integer.compare(minor, other.minor)
        : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return "3." + minor + (patch == 0 ? "" : "." + patch);
  }
}
