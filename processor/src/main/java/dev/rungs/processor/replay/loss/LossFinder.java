package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for what was stored before a migration in what is stored after it.
 *
 * <p>A value unlike any other is kept if it is found anywhere, whole or as a part of another. A
 * value that occurs more often is kept if a row that has something of its old row has it too, or a
 * new table does.
 */
public final class LossFinder {
  /** Shorter texts occur by accident. */
  private static final int RECOGNISABLE = 7;

  private final Collection<StoredTable> before;
  private final Set<String> literals = new HashSet<>();

  /** How often each text is stored before; empty as long as nobody has asked. */
  private final Map<String, Integer> counts = new HashMap<>();

  public LossFinder(Collection<StoredTable> before, ScriptVocabulary vocabulary) {
    this.before = before;
    for (Literals statement : vocabulary.statements()) {
      for (Object literal : statement.all()) {
        literals.add(StoredCell.text(literal));
      }
    }
  }

  /** Returns what is not in the tables as they are now. */
  public Set<Loss> find(List<StoredTable> after) {
    Set<Loss> losses = new LinkedHashSet<>();
    Map<StoredTable, UnchangedRows> suspects = new IdentityHashMap<>();
    for (StoredTable table : before) {
      UnchangedRows unchanged = UnchangedRows.of(table, after);
      if (!unchanged.areAll()) {
        suspects.put(table, unchanged);
      }
    }
    // Most scripts leave all rows as they are: then there is nothing to look for.
    StoredIndex index = suspects.isEmpty() ? null : new StoredIndex(after);
    Set<String> known = new HashSet<>();
    for (StoredTable table : before) {
      known.add(SqlNames.fold(table.table()));
    }
    for (StoredTable table : before) {
      if (table.rows().isEmpty()) {
        findUnfilled(table, after, losses);
      }
      UnchangedRows unchanged = suspects.get(table);
      if (unchanged != null) {
        count();
        for (int i = 0; i < table.rows().size(); i++) {
          if (!unchanged.has(i)) {
            findRow(table, table.rows().get(i), index, known, losses);
          }
        }
        findDuplicates(table, index, losses);
      }
    }
    return losses;
  }

  private void count() {
    if (!counts.isEmpty()) {
      return;
    }
    for (StoredTable table : before) {
      for (Object[] row : table.rows()) {
        for (Object value : row) {
          if (value != null) {
            counts.merge(StoredCell.text(value), 1, Integer::sum);
          }
        }
      }
    }
  }

  /** If no row could be created, a table or column that is gone is a loss unproven. */
  private static void findUnfilled(StoredTable table, List<StoredTable> after, Set<Loss> losses) {
    for (String column : table.columns()) {
      boolean there = false;
      for (StoredTable other : after) {
        there |= other.table().equalsIgnoreCase(table.table()) && contains(other.columns(), column);
      }
      if (!there) {
        losses.add(new Loss(table.table(), column));
      }
    }
  }

  private void findRow(
      StoredTable table, Object[] row, StoredIndex index, Set<String> known, Set<Loss> losses) {
    Set<Integer> related = new TreeSet<>();
    boolean recognisable = false;
    for (int i = 0; i < row.length; i++) {
      if (row[i] == null || !isUnlikeAnyOther(row[i])) {
        continue;
      }
      recognisable = true;
      String text = StoredCell.text(row[i]);
      Set<Integer> rows = index.rowsWith(text);
      related.addAll(rows);
      if (rows.isEmpty() && !index.hasParts(StoredCell.parts(text))) {
        losses.add(new Loss(table.table(), table.columns().get(i)));
      } else {
        Optional<Loss> swapped = swapped(table, i, text, index);
        if (swapped.isPresent()) {
          losses.add(swapped.get());
        }
      }
    }
    if (!recognisable) {
      findTuple(table, row, index, losses);
      return;
    }
    for (int i = 0; i < row.length; i++) {
      if (isData(row[i])
          && !isUnlikeAnyOther(row[i])
          && !index.isAmong(StoredCell.text(row[i]), related)
          && !index.isInNewTable(StoredCell.text(row[i]), known)
          && (!related.isEmpty() || isFewer(table, i, StoredCell.text(row[i]), index))) {
        losses.add(new Loss(table.table(), table.columns().get(i)));
      }
    }
  }

  /** NULL and what is empty say nothing. */
  private static boolean isData(Object value) {
    return value != null && !StoredCell.isEmpty(StoredCell.text(value));
  }

  private boolean isUnlikeAnyOther(Object value) {
    String text = StoredCell.text(value);
    return text.length() >= RECOGNISABLE && counts.get(text) == 1 && !literals.contains(text);
  }

  /** A value that is now only under the name of another column that was there before. */
  private static Optional<Loss> swapped(
      StoredTable table, int column, String text, StoredIndex index) {
    String name = table.columns().get(column);
    String into = null;
    for (StoredIndex.Place place : index.placesOf(text)) {
      String found = place.table().columns().get(place.column());
      boolean bothThere =
          contains(place.table().columns(), name) && contains(table.columns(), found);
      if (found.equalsIgnoreCase(name) || !bothThere) {
        return Optional.empty();
      }
      into = found;
    }
    return into == null ? Optional.empty() : Optional.of(new Loss(table.table(), name, into));
  }

  private static boolean contains(List<String> names, String name) {
    for (String each : names) {
      if (name.equalsIgnoreCase(each)) {
        return true;
      }
    }
    return false;
  }

  /** Of a row that cannot be followed: whether its value stands less often than it did. */
  private static boolean isFewer(StoredTable table, int column, String text, StoredIndex index) {
    int before = 0;
    for (Object[] row : table.rows()) {
      before += row[column] != null && StoredCell.text(row[column]).equals(text) ? 1 : 0;
    }
    return index.countIn(table.table(), table.columns().get(column), text) < before;
  }

  /** A row of which no value is its own, such as a pair of references. */
  private static void findTuple(
      StoredTable table, Object[] row, StoredIndex index, Set<Loss> losses) {
    List<String> values = new ArrayList<>();
    for (Object value : row) {
      if (isData(value)) {
        values.add(StoredCell.text(value));
      }
    }
    if (values.isEmpty() || index.countRowsWith(values) > 0) {
      return;
    }
    if (isKeptButFor(table, row, index, losses)) {
      return;
    }
    Set<String> left = index.mostOf(values);
    boolean same = false;
    for (String text : left) {
      same |= text.length() >= RECOGNISABLE;
    }
    for (int i = 0; i < row.length; i++) {
      if (isData(row[i]) && !(same && left.contains(StoredCell.text(row[i])))) {
        losses.add(new Loss(table.table(), table.columns().get(i)));
      }
    }
  }

  /** Whether a row is still there in its table, which has lost some of its columns. */
  private static boolean isKeptButFor(
      StoredTable table, Object[] row, StoredIndex index, Set<Loss> losses) {
    Set<String> columns = index.columnsOf(table.table());
    Map<String, String> kept = new HashMap<>();
    Set<Loss> gone = new LinkedHashSet<>();
    for (int i = 0; i < row.length; i++) {
      String column = table.columns().get(i);
      if (isData(row[i]) && columns.contains(SqlNames.fold(column))) {
        kept.put(SqlNames.fold(column), StoredCell.text(row[i]));
      } else if (isData(row[i])) {
        gone.add(new Loss(table.table(), column));
      }
    }
    boolean there = !gone.isEmpty() && !kept.isEmpty() && index.hasRow(table.table(), kept);
    if (there) {
      losses.addAll(gone);
    }
    return there;
  }

  /** Equal rows that are fewer than they were. */
  private static void findDuplicates(StoredTable table, StoredIndex index, Set<Loss> losses) {
    Map<List<String>, Integer> counted = new HashMap<>();
    for (Object[] row : table.rows()) {
      List<String> values = new ArrayList<>();
      for (Object value : row) {
        String text = value == null ? "" : StoredCell.text(value);
        if (text.length() >= RECOGNISABLE) {
          values.add(text);
        }
      }
      if (values.size() == row.length) {
        counted.merge(values, 1, Integer::sum);
      }
    }
    for (Map.Entry<List<String>, Integer> rows : counted.entrySet()) {
      int left = rows.getValue() > 1 ? index.countRowsWith(rows.getKey()) : 0;
      if (left > 0 && left < rows.getValue()) {
        losses.add(new Loss(table.table(), ""));
      }
    }
  }
}
