package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.Domain;
import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.ProbeValues;
import dev.rungs.processor.replay.rows.SampleRow;
import dev.rungs.processor.replay.rows.SampleValues;
import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows that differ in one column and in a mark. Two of them that a script leaves alike but for the
 * mark show that the column's value cannot be told from what is stored afterwards, whatever the
 * expression was that it went through.
 */
public final class ColumnProbes implements Population.Extra {
  /** Marks as they stand inside a text: a word, or the digits of a number. */
  private static final Pattern MARK = Pattern.compile("Tq\\d{5}Zb|\\d{8,}(\\.\\d+)?");

  private static final int SHORTEST_MARK = 8;
  private static final int LONGEST_MARKED = 2000;

  /** Which columns of which tables to probe, and whether they change their affinity. */
  @FunctionalInterface
  public interface Choice {
    /** Whether to probe a column. */
    boolean takes(Table table, Column column);
  }

  /** A probed column; whether it is one that numbers the rows if it is given no value. */
  private record Key(String table, String column, boolean numbers) {}

  private record Probe(Key key, String value, boolean gap) {}

  private final Trial.Setup setup;
  private final Choice choice;
  private final Choice retyped;
  private final Set<List<String>> joined;
  private final Map<String, Key> marks = new HashMap<>();

  /** The columns of which all values are known: these, as text. */
  private final Map<Key, Set<String>> domains = new HashMap<>();

  /**
   * Prepares.
   *
   * @param setup of the trial that the rows are for
   * @param choice the columns to probe
   * @param retyped those of them that are copied into a column of another affinity
   * @param joined pairs of columns, folded, whose texts become one text
   */
  public ColumnProbes(Trial.Setup setup, Choice choice, Choice retyped, Set<List<String>> joined) {
    this.joined = joined;
    this.setup = setup;
    this.choice = choice;
    this.retyped = retyped;
  }

  @Override
  public List<SampleRow> rows(Table table, List<SampleRow> made, SampleValues values) {
    List<SampleRow> rows = new ArrayList<>();
    if (made.isEmpty() || table.virtual()) {
      return rows;
    }
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      if (column.references() == null && choice.takes(table, column)) {
        addRows(table, i, made, values, rows);
      }
    }
    for (List<String> pair : joined) {
      int first = table.indexOf(pair.get(0));
      int second = table.indexOf(pair.get(1));
      if (first >= 0 && second >= 0 && first != second) {
        addJoined(table, first, second, made, values, rows);
      }
    }
    return rows;
  }

  /** Two rows whose texts are the same once joined, and not before. */
  private void addJoined(
      Table table,
      int first,
      int second,
      List<SampleRow> made,
      SampleValues values,
      List<SampleRow> rows) {
    Set<Integer> marked = marked(table, first);
    marked.remove(second);
    if (marked.isEmpty() || !isFreeText(table, first) || !isFreeText(table, second)) {
      return;
    }
    Key key = new Key(SqlNames.fold(table.name()), table.columns().get(first).name(), false);
    for (int length : new int[] {1, 2}) {
      Object[] row = made.get(0).values().clone();
      row[first] = "ABC".substring(0, length);
      row[second] = "ABC".substring(length);
      mark(table, row, marked, key, values);
      rows.add(new SampleRow(SampleRow.Kind.ORDINARY, row));
    }
  }

  private static boolean isFreeText(Table table, int index) {
    Column column = table.columns().get(index);
    return column.nature() == Column.Nature.TEXT && column.references() == null;
  }

  private void mark(Table table, Object[] row, Set<Integer> marked, Key key, SampleValues values) {
    for (int i : marked) {
      row[i] = mark(table.columns().get(i), values);
      marks.put(StoredCell.text(row[i]), key);
    }
  }

  private void addRows(
      Table table, int index, List<SampleRow> made, SampleValues values, List<SampleRow> rows) {
    Set<Integer> marked = marked(table, index);
    if (marked.isEmpty()) {
      return;
    }
    Column column = table.columns().get(index);
    Object[] base = made.get(0).values();
    List<Object> probes =
        new ProbeValues(column, setup.vocabulary(), values.word(), setup.shape())
            .make(retyped.takes(table, column));
    Set<Object> domain = Domain.of(table, column);
    probes.addAll(domain);
    // What satisfied the CHECK of the column is worth a row of its own.
    for (SampleRow row : made) {
      probes.add(row.values()[index]);
    }
    Set<Object> distinct = new LinkedHashSet<>(probes);
    distinct.remove(null);
    boolean numbers = table.isKey(column) && column.type().equalsIgnoreCase("INTEGER");
    Key key = new Key(SqlNames.fold(table.name()), column.name(), numbers);
    if (!domain.isEmpty()) {
      Set<String> texts = new HashSet<>();
      for (Object value : domain) {
        texts.add(StoredCell.text(value));
      }
      domains.put(key, texts);
    }
    for (Object value : distinct) {
      Object[] row = base.clone();
      row[index] = value;
      mark(table, row, marked, key, values);
      rows.add(new SampleRow(SampleRow.Kind.ORDINARY, row));
    }
  }

  private static Object mark(Column column, SampleValues values) {
    return switch (column.nature()) {
      case INTEGER -> values.integer();
      case REAL -> values.real();
      default -> values.word();
    };
  }

  /** The columns that tell the rows apart: one of each key, and one that is not touched. */
  private Set<Integer> marked(Table table, int probed) {
    Set<Integer> marked = new TreeSet<>();
    for (Set<String> key : table.keys()) {
      List<Integer> able = new ArrayList<>();
      boolean done = false;
      for (int i = 0; i < table.columns().size(); i++) {
        if (key.contains(SqlNames.fold(table.columns().get(i).name()))) {
          done |= marked.contains(i);
          if (i != probed && canMark(table.columns().get(i))) {
            able.add(i);
          }
        }
      }
      if (!done && !able.isEmpty()) {
        marked.add(firstFree(table, able));
      }
    }
    for (boolean untouched : new boolean[] {true, false}) {
      for (int i = 0; i < table.columns().size() && marked.size() < 2; i++) {
        Column column = table.columns().get(i);
        boolean free = i != probed && column.references() == null && canMark(column);
        if (free && (untouched ? !choice.takes(table, column) : marked.isEmpty())) {
          marked.add(i);
        }
      }
    }
    return marked;
  }

  private static int firstFree(Table table, List<Integer> able) {
    for (int i : able) {
      if (table.columns().get(i).references() == null) {
        return i;
      }
    }
    return able.get(0);
  }

  private static boolean canMark(Column column) {
    return switch (column.nature()) {
      case INTEGER, TEXT, REAL -> true;
      case BLOB, DATE, JSON -> false;
    };
  }

  /**
   * Values that became one.
   *
   * @param table their table
   * @param column their column
   * @param values as text, at least two
   * @param becomes what each of them is afterwards; empty if it is gone
   * @param numbers whether they are texts that look like numbers, each now the number
   * @param into the declared types of the columns that hold what became of the column
   */
  public record Merge(
      String table,
      String column,
      List<String> values,
      String becomes,
      boolean numbers,
      List<String> into) {}

  /**
   * What the probes showed.
   *
   * @param merges values that became one
   * @param kept columns of which several values went through and each stayed unlike the others, as
   *     {@code table.column}, folded
   * @param complete those of them of which all values that there can be went through
   */
  public record Outcome(List<Merge> merges, Set<String> kept, Set<String> complete) {
    /** What no probes show. */
    static final Outcome NONE = new Outcome(List.of(), Set.of(), Set.of());
  }

  /**
   * Compares what became of the rows.
   *
   * @param before what was stored before the script
   * @param after what is stored after it
   * @param types the declared types by {@code table.column}, both folded; none for a column that
   *     numbers the rows
   */
  public Outcome compare(
      Collection<StoredTable> before, Collection<StoredTable> after, Map<String, String> types) {
    Map<String, Probe> probes = probes(before);
    Map<Probe, Map<String, String>> outcome = new LinkedHashMap<>();
    for (StoredTable table : after) {
      for (Object[] row : table.rows()) {
        follow(table, row, probes, types, outcome);
      }
    }
    Map<Key, Map<Map<String, String>, List<Probe>>> classes = new LinkedHashMap<>();
    for (Map.Entry<Probe, Map<String, String>> entry : outcome.entrySet()) {
      classes
          .computeIfAbsent(entry.getKey().key, k -> new LinkedHashMap<>())
          .computeIfAbsent(entry.getValue(), c -> new ArrayList<>())
          .add(entry.getKey());
    }
    List<Merge> merges = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    Set<String> complete = new HashSet<>();
    for (Map.Entry<Key, Map<Map<String, String>, List<Probe>>> entry : classes.entrySet()) {
      Key key = entry.getKey();
      Map<Map<String, String>, List<Probe>> byCells = entry.getValue();
      List<Merge> found = merges(key, byCells, types);
      merges.addAll(found);
      if (found.isEmpty() && byCells.size() > 1) {
        String place = key.table + "." + SqlNames.fold(key.column);
        kept.add(place);
        if (domains.containsKey(key) && values(byCells).containsAll(domains.get(key))) {
          complete.add(place);
        }
      }
    }
    return new Outcome(merges, kept, complete);
  }

  private static List<Merge> merges(
      Key key, Map<Map<String, String>, List<Probe>> byCells, Map<String, String> types) {
    List<Merge> merges = new ArrayList<>();
    Set<String> varying = varying(byCells.keySet());
    for (Map.Entry<Map<String, String>, List<Probe>> alike : byCells.entrySet()) {
      Optional<Merge> merge = merge(key, alike.getKey(), alike.getValue(), varying, types);
      if (merge.isPresent()) {
        merges.add(merge.get());
      }
    }
    return merges;
  }

  private static Set<String> values(Map<Map<String, String>, List<Probe>> byCells) {
    Set<String> values = new HashSet<>();
    for (List<Probe> probes : byCells.values()) {
      for (Probe probe : probes) {
        values.add(probe.value);
      }
    }
    return values;
  }

  /** The stored probes, by each of their marks. */
  private Map<String, Probe> probes(Collection<StoredTable> before) {
    Map<String, Probe> probes = new HashMap<>();
    for (StoredTable table : before) {
      for (Object[] row : table.rows()) {
        for (int i = 0; i < row.length; i++) {
          Key key = row[i] == null ? null : marks.get(StoredCell.text(row[i]));
          if (key != null && key.table.equals(SqlNames.fold(table.table()))) {
            Object value = row[table.columns().indexOf(key.column)];
            String text = value == null ? "" : StoredCell.text(value);
            probes.put(StoredCell.text(row[i]), new Probe(key, text, StoredCell.isEmpty(text)));
          }
        }
      }
    }
    return probes;
  }

  private static void follow(
      StoredTable table,
      Object[] row,
      Map<String, Probe> probes,
      Map<String, String> types,
      Map<Probe, Map<String, String>> outcome) {
    Set<Probe> own = new LinkedHashSet<>();
    List<String> cells = new ArrayList<>();
    for (Object value : row) {
      String text = value == null ? "NULL" : StoredCell.text(value);
      Set<String> found = new LinkedHashSet<>();
      if (probes.containsKey(text)) {
        found.add(text);
      } else if (text.length() >= SHORTEST_MARK && text.length() < LONGEST_MARKED) {
        Matcher marks = MARK.matcher(text);
        while (marks.find()) {
          if (probes.containsKey(marks.group())) {
            found.add(marks.group());
          }
        }
      }
      for (String mark : found) {
        own.add(probes.get(mark));
        text = text.replace(mark, "#");
      }
      cells.add(text);
    }
    if (own.size() != 1) {
      return;
    }
    Probe probe = own.iterator().next();
    Map<String, String> all = outcome.get(probe);
    if (all == null) {
      all = new HashMap<>();
      outcome.put(probe, all);
    }
    String name = SqlNames.fold(table.table());
    for (int i = 0; i < row.length; i++) {
      String place = name + "." + SqlNames.fold(table.columns().get(i));
      if (probe.key.numbers || types.containsKey(place) || cells.get(i).contains("#")) {
        String before = all.get(place);
        all.put(place, before == null ? cells.get(i) : before + "\0" + cells.get(i));
      }
    }
  }

  /** The places that differ between the outcomes. */
  private static Set<String> varying(Set<Map<String, String>> outcomes) {
    Set<String> places = new TreeSet<>();
    for (Map<String, String> outcome : outcomes) {
      places.addAll(outcome.keySet());
    }
    Set<String> varying = new TreeSet<>();
    for (String place : places) {
      Set<String> different = new HashSet<>();
      for (Map<String, String> outcome : outcomes) {
        different.add(outcome.getOrDefault(place, ""));
      }
      if (different.size() > 1) {
        varying.add(place);
      }
    }
    return varying;
  }

  private static Optional<Merge> merge(
      Key key,
      Map<String, String> cells,
      List<Probe> alike,
      Set<String> varying,
      Map<String, String> types) {
    Set<String> values = new LinkedHashSet<>();
    boolean numbers = true;
    for (Probe probe : alike) {
      if (!probe.gap && values.add(probe.value)) {
        numbers &= StoredCell.looksLikeNumber(probe.value);
      }
    }
    if (values.size() < 2) {
      return Optional.empty();
    }
    List<String> becomes = new ArrayList<>();
    List<String> into = new ArrayList<>();
    for (String place : varying) {
      becomes.add(cells.getOrDefault(place, ""));
      into.add(types.getOrDefault(place, ""));
    }
    String first = becomes.isEmpty() ? "" : becomes.get(0);
    return Optional.of(new Merge(key.table, key.column, List.copyOf(values), first, numbers, into));
  }
}
