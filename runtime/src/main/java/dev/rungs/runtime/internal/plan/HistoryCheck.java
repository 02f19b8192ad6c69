package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.Checksum;
import java.util.List;
import java.util.Optional;

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

  /** Says why history and stored version cannot both be true, or null. */
  public static Mismatch structure(History history, int stored) {
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
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).migration().version() != i + 1) {
        return new Mismatch("History has no row for version " + (i + 1) + ".", i + 1, false);
      }
    }
    return null;
  }

  /** Says which applied migration is not the one the registry has, or null. */
  public static Mismatch checksums(History history, Registry registry) {
    for (HistoryRow row : history.rows()) {
      int version = row.migration().version();
      if (version > registry.currentVersion()) {
        break;
      }
      MigrationDefinition migration = registry.migration(version);
      if (!row.migration().checksum().equals(Checksum.of(migration.up(), Optional.empty()))) {
        return new Mismatch(
            "The SQL of version "
                + version
                + " ("
                + migration.name()
                + ") differs from the SQL that this file was migrated with: "
                + migration.source()
                + " was edited after its release.",
            version,
            true);
      }
    }
    return null;
  }
}
