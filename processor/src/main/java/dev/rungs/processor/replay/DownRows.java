package dev.rungs.processor.replay;

import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.RowMoves;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code DownLosesRows}: rows that {@code @Up} has left as they were and that are gone after
 * {@code @Down}.
 */
final class DownRows {
  /** Rows, by what of them was there after {@code @Up} as before it: values of some columns. */
  private record Kept(String table, List<String> columns, Set<List<String>> rows) {}

  private final List<StoredTable> before;
  private final List<Kept> kept = new ArrayList<>();

  DownRows(Collection<StoredTable> before) {
    this.before = List.copyOf(before);
  }

  /**
   * Whether a rollback can miss any: it takes some out of a table, or the migration has put them
   * into another one, from which it would have to bring them back.
   *
   * @param reach what of the schema the migration can reach
   */
  static boolean areAtStake(Script up, Script down, List<CatalogEntry> reach) {
    List<List<SqlToken>> triggers = new ArrayList<>();
    for (CatalogEntry object : reach) {
      if (object.kind() == CatalogEntry.Kind.VIRTUAL_TABLE) {
        return true; // It may show the rows of another table, or keep its own as it likes.
      }
      if (object.kind() == CatalogEntry.Kind.TRIGGER) {
        triggers.add(SqlTokenizer.significant(object.sql()));
      }
    }
    return RowMoves.canTake(down) || RowMoves.canCopy(up, triggers);
  }

  /** Notes which rows are as they were: in a table of that name, or whole in another. */
  void afterUp(ScratchDatabase database) throws SQLException {
    List<StoredTable> after = read(database);
    for (StoredTable table : before) {
      for (StoredTable other : after) {
        List<String> common = folded(table.columns());
        boolean isSame = other.table().equalsIgnoreCase(table.table());
        common.retainAll(folded(other.columns()));
        if (common.isEmpty() || !isSame && common.size() < table.columns().size()) {
          continue;
        }
        Set<List<String>> rows = projected(table, common);
        rows.retainAll(projected(other, common));
        kept.add(new Kept(SqlNames.fold(table.table()), common, rows));
      }
    }
  }

  /** The tables that miss such rows after {@code @Down}. */
  Set<String> lostAfterDown(ScratchDatabase database) throws SQLException {
    Map<String, StoredTable> after = new HashMap<>();
    read(database).forEach(t -> after.put(SqlNames.fold(t.table()), t));
    Set<String> lost = new TreeSet<>();
    for (Kept some : kept) {
      StoredTable table = after.get(some.table);
      boolean comparable =
          !some.rows.isEmpty()
              && table != null
              && folded(table.columns()).containsAll(some.columns);
      if (comparable && !projected(table, some.columns).containsAll(some.rows)) {
        lost.add(table.table());
      }
    }
    return lost;
  }

  private static List<StoredTable> read(ScratchDatabase database) throws SQLException {
    List<StoredTable> tables = new ArrayList<>();
    for (var table : TableReader.read(database)) {
      tables.add(StoredTable.read(database, table));
    }
    return tables;
  }

  private static List<String> folded(List<String> columns) {
    List<String> folded = new ArrayList<>();
    columns.forEach(column -> folded.add(SqlNames.fold(column)));
    return folded;
  }

  /** The values of some columns, folded, in their order. */
  private static Set<List<String>> projected(StoredTable table, List<String> columns) {
    List<String> own = folded(table.columns());
    int[] places = columns.stream().mapToInt(own::indexOf).toArray();
    Set<List<String>> rows = new HashSet<>();
    for (Object[] row : table.rows()) {
      List<String> values = new ArrayList<>(places.length);
      for (int place : places) {
        values.add(row[place] == null ? "NULL" : "=" + StoredCell.text(row[place]));
      }
      rows.add(values);
    }
    return rows;
  }
}
