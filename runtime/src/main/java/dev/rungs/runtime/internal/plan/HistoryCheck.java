package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.Checksum;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds history against the stored version and the registry. */
public final class HistoryCheck {
  private HistoryCheck() {}

  /**
   * What does not agree.
   *
   * @param message one sentence
   * @param version the version it is about, or 0
   * @param isEdit whether a migration was edited after it was applied
   */
  public record Mismatch(String message, int version, boolean isEdit) {
    static Mismatch of(String message) {
      return new Mismatch(message, 0, false);
    }
  }

  /**
   * Says why history and stored version cannot both be true, or null. History begins at 1 or at a
   * baseline, that of the registry or an earlier one.
   */
  public static Mismatch structure(History history, int stored, Registry registry) {
    if (history.defect() != null) {
      return Mismatch.of(history.defect());
    }
    List<HistoryRow> rows = history.rows();
    if (rows.isEmpty()) {
      return null;
    }
    int top = rows.get(rows.size() - 1).migration().version();
    if (top != stored) {
      return new Mismatch(
          "user_version is " + stored + ", but history ends at version " + top + ".", top, false);
    }
    int first = Math.max(1, Math.min(rows.get(0).migration().version(), registry.baseline()));
    for (int i = 0; i < rows.size(); i++) {
      int expected = first + i;
      if (rows.get(i).migration().version() != expected) {
        return new Mismatch("History has no row for version " + expected + ".", expected, false);
      }
    }
    return null;
  }

  /** Says which applied migration is not the one the registry has, or null. */
  public static Mismatch checksums(History history, Registry registry) {
    return comparable(history, registry)
        .filter(row -> isEdited(row, registry))
        .findFirst()
        .map(row -> edit(registry.migration(row.migration().version())))
        .orElse(null);
  }

  private static Mismatch edit(MigrationDefinition migration) {
    return new Mismatch(
        "The SQL of version "
            + migration.version()
            + " ("
            + migration.name()
            + ") differs from the SQL that this file was migrated with: "
            + migration.source()
            + " was edited after its release.",
        migration.version(),
        true);
  }

  /** Returns the rows that tell of a migration that the registry still has, by version. */
  public static Stream<HistoryRow> comparable(History history, Registry registry) {
    boolean isLonger =
        !history.rows().isEmpty()
            && history.rows().get(0).migration().version() < registry.baseline();
    // Squashed since: the baseline's SQL is another, and only the schema it builds is the same.
    int first = isLonger ? registry.baseline() + 1 : registry.baseline();
    return history.rows().stream()
        .filter(
            row ->
                row.migration().version() >= first
                    && row.migration().version() <= registry.currentVersion());
  }

  /** Tells whether the registry has other SQL than the file was migrated with. */
  public static boolean isEdited(HistoryRow row, Registry registry) {
    MigrationDefinition migration = registry.migration(row.migration().version());
    return !row.migration().checksum().equals(Checksum.of(migration.up(), Optional.empty()));
  }
}
