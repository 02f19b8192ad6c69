package dev.rungs.runtime.internal.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a file's history says.
 *
 * @param present whether there is such a table
 * @param defect why it cannot be what Rungs wrote, or null
 * @param rows by version; empty if there is a defect
 */
public record History(boolean present, String defect, List<HistoryRow> rows) {
  /** A file without history. */
  public static final History NONE = new History(false, null, List.of());

  /** Copies the list. */
  public History {
    rows = List.copyOf(rows);
  }

  /** A table of that name that Rungs did not write. */
  public static History defective(String defect) {
    return new History(true, defect, List.of());
  }

  /** Tells whether there is nothing in it, as in a file that no build of ours wrote. */
  public boolean isEmpty() {
    return defect == null && rows.isEmpty();
  }

  /** Returns the row of a version. */
  public Optional<HistoryRow> row(int version) {
    return rows.stream().filter(row -> row.migration().version() == version).findFirst();
  }

  /** Tells whether content is still to come. */
  public boolean awaitsContent() {
    for (HistoryRow row : rows) {
      if (row.awaitsContent()) {
        return true;
      }
    }
    return false;
  }
}
