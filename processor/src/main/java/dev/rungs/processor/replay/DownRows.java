package dev.rungs.processor.replay;

import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code DownLosesRows}: rows that {@code @Up} has left as they were and that are gone after
 * {@code @Down}.
 */
final class DownRows {
  /** A row, by what of it was there after {@code @Up} as before it. */
  private record Kept(String table, Map<String, String> values) {}

  private final List<StoredTable> before;
  private final List<Kept> kept = new ArrayList<>();

  DownRows(Collection<StoredTable> before) {
    this.before = List.copyOf(before);
  }

  /** Notes which rows are as they were: in a table of that name, or whole in another. */
  void afterUp(ScratchDatabase database) throws SQLException {
    List<StoredTable> after = read(database);
    for (StoredTable table : before) {
      for (StoredTable other : after) {
        Set<String> common = folded(table.columns());
        boolean isSame = other.table().equalsIgnoreCase(table.table());
        common.retainAll(folded(other.columns()));
        if (common.isEmpty() || !isSame && common.size() < table.columns().size()) {
          continue;
        }
        Set<Map<String, String>> there = projected(other, common);
        for (Map<String, String> row : projected(table, common)) {
          if (there.contains(row)) {
            kept.add(new Kept(SqlNames.fold(table.table()), row));
          }
        }
      }
    }
  }

  /** The tables that miss such rows after {@code @Down}. */
  Set<String> lostAfterDown(ScratchDatabase database) throws SQLException {
    Map<String, StoredTable> after = new HashMap<>();
    read(database).forEach(t -> after.put(SqlNames.fold(t.table()), t));
    Set<String> lost = new TreeSet<>();
    for (Kept row : kept) {
      StoredTable table = after.get(row.table());
      boolean comparable =
          table != null && folded(table.columns()).containsAll(row.values().keySet());
      if (comparable && !projected(table, row.values().keySet()).contains(row.values())) {
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

  private static Set<String> folded(Collection<String> columns) {
    return columns.stream().map(SqlNames::fold).collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<Map<String, String>> projected(StoredTable table, Set<String> columns) {
    Set<Map<String, String>> rows = new HashSet<>();
    for (Object[] row : table.rows()) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < row.length; i++) {
        String column = SqlNames.fold(table.columns().get(i));
        if (columns.contains(column)) {
          values.put(column, row[i] == null ? "NULL" : "=" + StoredCell.text(row[i]));
        }
      }
      rows.add(values);
    }
    return rows;
  }
}
