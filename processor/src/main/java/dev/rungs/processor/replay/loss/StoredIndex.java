package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything that is stored, to search in. Rows have a number each, over all tables. */
public final class StoredIndex {
  /**
   * Where a value stands.
   *
   * @param table its table
   * @param row its row's number over all tables
   * @param column its column
   */
  record Place(StoredTable table, int row, int column) {}

  private record Row(StoredTable table, List<String> texts) {}

  private static final int LONG_ENOUGH = 3;

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, List<Place>> places = new HashMap<>();
  private final Haystack haystack = new Haystack();

  StoredIndex(Collection<StoredTable> tables) {
    for (StoredTable table : tables) {
      for (Object[] values : table.rows()) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
          String text = values[i] == null ? "" : StoredCell.text(values[i]);
          texts.add(text);
          if (!text.isEmpty()) {
            List<Place> known = places.get(text);
            if (known == null) {
              known = new ArrayList<>(2);
              places.put(text, known);
            }
            known.add(new Place(table, rows.size(), i));
            addToHaystack(text);
          }
        }
        rows.add(new Row(table, texts));
      }
    }
  }

  /** Numbers also without their point: they may have been scaled. */
  private void addToHaystack(String text) {
    if (text.length() < LONG_ENOUGH) {
      return;
    }
    haystack.add(text, rows.size());
    if (text.indexOf('.') >= 0 && StoredCell.isNumber(text)) {
      haystack.add(text.replace(".", ""), rows.size());
    }
  }

  /** The places where a text is the whole value. */
  List<Place> placesOf(String text) {
    return places.getOrDefault(text, List.of());
  }

  /** The rows that have a text: as a value, or else as a part of one, in any of its forms. */
  Set<Integer> rowsWith(String text) {
    Set<Integer> found = rowsWhereWhole(text);
    return found.isEmpty() ? haystack.rowsWith(StoredCell.forms(text)) : found;
  }

  private Set<Integer> rowsWhereWhole(String text) {
    Set<Integer> found = new TreeSet<>();
    for (Place place : placesOf(text)) {
      found.add(place.row);
    }
    return found;
  }

  /** Whether there are parts, and each of them is somewhere. */
  boolean hasParts(List<String> parts) {
    for (String part : parts) {
      if (rowsWith(part).isEmpty()) {
        return false;
      }
    }
    return !parts.isEmpty();
  }

  /** Whether one of some rows has a text as a value, or as a part if it is long enough. */
  boolean isAmong(String text, Set<Integer> among) {
    for (int number : among) {
      for (String value : rows.get(number).texts) {
        if (value.equals(text) || (text.length() >= LONG_ENOUGH && value.contains(text))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a table that was not there before has a text as a value. */
  boolean isInNewTable(String text, Set<String> known) {
    for (Place place : placesOf(text)) {
      if (!known.contains(SqlNames.fold(place.table.table()))) {
        return true;
      }
    }
    return false;
  }

  /** How often a text is the whole value in one column. */
  int countIn(String table, String column, String text) {
    int count = 0;
    for (Place place : placesOf(text)) {
      if (place.table.table().equalsIgnoreCase(table)
          && place.table.columns().get(place.column).equalsIgnoreCase(column)) {
        count++;
      }
    }
    return count;
  }

  /**
   * Whether a table has a row with some values, by column, folded; all its columns must be there.
   */
  boolean hasRow(String table, Map<String, String> values) {
    String any = values.isEmpty() ? "" : values.values().iterator().next();
    for (Place place : placesOf(any)) {
      if (place.table.table().equalsIgnoreCase(table)
          && has(place.table, rows.get(place.row).texts, values)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(StoredTable table, List<String> texts, Map<String, String> values) {
    int found = 0;
    for (int i = 0; i < texts.size(); i++) {
      String wanted = values.get(SqlNames.fold(table.columns().get(i)));
      found += texts.get(i).equals(wanted) ? 1 : 0;
    }
    return found == values.size();
  }

  /** The columns of a table, folded; none if it has no rows. */
  Set<String> columnsOf(String table) {
    Set<String> columns = new HashSet<>();
    for (Row row : rows) {
      if (row.table.table().equalsIgnoreCase(table)) {
        for (String column : row.table.columns()) {
          columns.add(SqlNames.fold(column));
        }
        break;
      }
    }
    return columns;
  }

  /** What the row that has most of some values has of them. */
  Set<String> mostOf(List<String> values) {
    Map<Integer, Set<String>> byRow = new HashMap<>();
    for (String value : values) {
      for (Place place : placesOf(value)) {
        byRow.computeIfAbsent(place.row, r -> new HashSet<>()).add(value);
      }
    }
    Set<String> most = Set.of();
    for (Set<String> found : byRow.values()) {
      most = found.size() > most.size() ? found : most;
    }
    return most;
  }

  /** How many rows have each of some values. */
  int countRowsWith(List<String> values) {
    String rarest = values.get(0);
    for (String value : values) {
      rarest = placesOf(value).size() < placesOf(rarest).size() ? value : rarest;
    }
    int count = 0;
    for (int row : rowsWhereWhole(rarest)) {
      count += rows.get(row).texts.containsAll(values) ? 1 : 0;
    }
    return count;
  }
}
