package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a table that stand where they stood, under the names of their columns: of such a row
 * nothing is lost, whatever else has changed. A row that stands elsewhere is not among them.
 */
final class UnchangedRows {
  private final int count;
  private final BitSet unchanged = new BitSet();

  private UnchangedRows(int count) {
    this.count = count;
  }

  /**
   * Compares row by row.
   *
   * @param table as it was
   * @param after all tables as they are now
   */
  static UnchangedRows of(StoredTable table, List<StoredTable> after) {
    UnchangedRows rows = new UnchangedRows(table.rows().size());
    for (StoredTable other : after) {
      if (other.table().equalsIgnoreCase(table.table())) {
        rows.compare(table, other);
        return rows;
      }
    }
    return rows;
  }

  private void compare(StoredTable table, StoredTable other) {
    int[] places = new int[table.columns().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(other, table.columns().get(i));
      if (places[i] < 0) {
        return;
      }
    }
    for (int row = 0; row < Math.min(count, other.rows().size()); row++) {
      if (isSame(table.rows().get(row), other.rows().get(row), places)) {
        unchanged.set(row);
      }
    }
  }

  private static int place(StoredTable table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSame(Object[] before, Object[] after, int[] places) {
    for (int i = 0; i < before.length; i++) {
      if (!Objects.deepEquals(before[i], after[places[i]])) {
        return false;
      }
    }
    return true;
  }

  boolean has(int row) {
    return unchanged.get(row);
  }

  /** Whether the table has each of its rows, so that of several equal ones none is gone. */
  boolean areAll() {
    return unchanged.cardinality() == count;
  }
}
